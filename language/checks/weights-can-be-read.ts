import { check } from './check.ts';

export const weightsCanBeRead = check(
  'unreadable-weights',
  'error',
  'Weights come from a safetensors or ONNX file, a folder of one model, or a model of a hub by name.',
  (problem: string) => problem,
);

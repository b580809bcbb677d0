import { check } from './check.ts';

export const weightsCanBeRead = check({
  code: 'unreadable-weights',
  severity: 'error',
  explanation: 'Weights come from a safetensors or ONNX file, a folder of one model, or a model of a hub by name.',
  message: (problem: string) => problem,
  example: `
    supernet Net {
      weights «"absent.safetensors"»
      input features: vector[8]
      label: linear(2)
    }`,
  corrected: `
    supernet Net {
      weights "classifier.safetensors"
      input features: vector[8]
      label: linear(2)
    }`,
});

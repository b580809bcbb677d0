import type { OperatorArguments } from './arguments.ts';
import type { InputDefinition, Operator, Tool } from './operator.ts';
import { elementsOf } from './type.ts';

const anyFloat: InputDefinition = { least: 1, most: 1, kinds: ['image', 'sequence', 'vector', 'graph', 'stack'] };

/** Operators without arguments or tensors that keep the shape. */
type Plain = {
  [Name in keyof OperatorArguments]: [keyof OperatorArguments[Name]] extends [never] ? Name : never;
}[keyof OperatorArguments];

/** An operator that keeps the shape; the tools named in `counts` count one for each element. */
function elementwise<Name extends Plain>(documentation: string, counts: readonly Tool[] = []): Operator<Name> {
  return {
    documentation,
    arguments: {} as Operator<Name>['arguments'],
    inputs: anyFloat,
    shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
    counted: ({ algebra, output }) =>
      Object.fromEntries(counts.map((convention) => [convention, elementsOf(algebra, output)])),
  };
}

// ptflops counts the elements of relu, relu6, gelu, silu and softmax (MODULES_MAPPING, FUNCTIONAL_MAPPING) and of no
// other activation; fvcore and torchprofile count none.
export const relu = elementwise<'relu'>('max(0, x).', ['ptflops']);
export const relu6 = elementwise<'relu6'>('min(max(0, x), 6).', ['ptflops']);
export const gelu = elementwise<'gelu'>('x Phi(x), with the exact normal distribution function Phi.', ['ptflops']);
export const swish = elementwise<'swish'>('x sigmoid(x), also known as SiLU.', ['ptflops']);
export const hard_swish = elementwise<'hard_swish'>('x min(max(0, x + 3), 6) / 6 (MobileNetV3).');
export const sigmoid = elementwise<'sigmoid'>('1 / (1 + exp(-x)).');
export const hard_sigmoid = elementwise<'hard_sigmoid'>('min(max(0, x + 3), 6) / 6.');
export const tanh = elementwise<'tanh'>('Hyperbolic tangent.');
export const softmax = elementwise<'softmax'>('exp(x) over its sum, along the width.', ['ptflops']);
export const identity = elementwise<'identity'>('The tensor as it is.');

export const dropout: Operator<'dropout'> = {
  documentation: 'While training, sets a random share of the elements to 0 and scales up the rest; otherwise nothing.',
  arguments: { rate: { kind: 'share', documentation: 'Share of elements set to 0.' } },
  inputs: anyFloat,
  shape: ({ inputs }) => ({ output: inputs[0]!, requirements: [] }),
};

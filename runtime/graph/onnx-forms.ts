import type { NodeOf } from './graph.ts';
import type { Attributes, PrimitiveName, Window } from './primitives.ts';
import type { ElementType } from './tensor.ts';

/** How a node is written in ONNX, operator set 21. */
export interface OnnxForm {
  readonly operator: string;
  /** Absent for ONNX's own operators. */
  readonly domain?: 'com.microsoft';
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  /** Constants that ONNX takes as inputs after the node's own. */
  readonly constants?: readonly {
    readonly type: ElementType;
    readonly shape: readonly number[];
    readonly values: readonly number[];
  }[];
}

export type OnnxAttribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly ints: readonly number[] }
  | { readonly text: string };

type Form<P extends PrimitiveName> = (node: NodeOf<P>) => OnnxForm;

export function onnxForm<P extends PrimitiveName>(node: NodeOf<P>): OnnxForm {
  const form: Form<P> = forms[node.primitive];
  return form(node);
}

/** ONNX's end of a backward slice that takes the first element too. */
const BEFORE_THE_FIRST = -(2 ** 31);

const named =
  (operator: string, attributes: Readonly<Record<string, OnnxAttribute>> = {}) =>
  (): OnnxForm => ({
    operator,
    attributes,
  });
const int = (value: number | boolean): OnnxAttribute => ({ int: Number(value) });
const vector = (values: readonly number[]) => ({ type: 'int64' as const, shape: [values.length], values });
const number = (type: ElementType, value: number) => ({ type, shape: [], values: [value] });

const reduction =
  (operator: string) =>
  ({ attributes: { axes, keep } }: { readonly attributes: Attributes<'ReduceSum'> }): OnnxForm => ({
    operator,
    attributes: { keepdims: int(keep) },
    constants: [vector(axes)],
  });

const alwaysDecomposed = ({ primitive }: { readonly primitive: PrimitiveName }): never => {
  throw new Error(`${primitive} has no kernel and was not decomposed`);
};

const windowAttributes = ({ kernel, stride, padding, dilation }: Window): Record<string, OnnxAttribute> => ({
  kernel_shape: { ints: kernel },
  strides: { ints: [stride, stride] },
  pads: { ints: [padding, padding, padding, padding] },
  dilations: { ints: [dilation, dilation] },
});

const forms: { readonly [P in PrimitiveName]: Form<P> } = {
  Add: named('Add'),
  Sub: named('Sub'),
  Mul: named('Mul'),
  Div: named('Div'),
  Equal: named('Equal'),
  Greater: named('Greater'),
  Where: named('Where'),
  Neg: named('Neg'),
  Exp: named('Exp'),
  Log: named('Log'),
  Sqrt: named('Sqrt'),
  Abs: named('Abs'),
  Sign: named('Sign'),
  Erf: named('Erf'),
  Tanh: named('Tanh'),
  Sigmoid: named('Sigmoid'),
  Relu: named('Relu'),
  HardSigmoid: ({ attributes: { alpha, beta } }) => ({
    operator: 'HardSigmoid',
    attributes: { alpha: { float: alpha }, beta: { float: beta } },
  }),
  Clip: ({ inputs: [x], attributes: { min, max } }) => ({
    operator: 'Clip',
    constants: [number(x.type, min), number(x.type, max)],
  }),
  Gelu: named('Gelu'),
  Cast: ({ attributes: { to } }) => ({ operator: 'Cast', attributes: { to: int(onnxTypes[to]) } }),
  Gemm: ({ attributes: { transA, transB } }) => ({
    operator: 'Gemm',
    attributes: { transA: int(transA), transB: int(transB) },
  }),
  MatMul: ({ attributes: { transA, transB, alpha } }) =>
    isPlainProduct({ transA, transB, alpha })
      ? { operator: 'MatMul' }
      : {
          operator: 'FusedMatMul',
          domain: 'com.microsoft',
          attributes: { transA: int(transA), transB: int(transB), alpha: { float: alpha } },
        },
  Attention: alwaysDecomposed,
  SelfAttention: alwaysDecomposed,
  Conv: ({ attributes }) => ({
    operator: 'Conv',
    attributes: { ...windowAttributes(attributes), group: int(attributes.groups) },
  }),
  ConvTranspose: ({ inputs: [y], attributes }) => {
    const { kernel, stride, padding, dilation, groups, height, width } = attributes;
    // The rows at the end that no window of the convolution reached.
    const unreached = [height, width].map(
      (extent, axis) => extent - ((y.shape[axis + 2]! - 1) * stride - 2 * padding + dilation * (kernel[axis]! - 1) + 1),
    );
    return {
      operator: 'ConvTranspose',
      attributes: { ...windowAttributes(attributes), group: int(groups), output_padding: { ints: unreached } },
    };
  },
  ReduceSum: reduction('ReduceSum'),
  ReduceMean: reduction('ReduceMean'),
  ReduceMax: reduction('ReduceMax'),
  Softmax: named('Softmax', { axis: { int: -1 } }),
  LogSoftmax: named('LogSoftmax', { axis: { int: -1 } }),
  LayerNormalization: ({ attributes: { epsilon } }) => ({
    operator: 'LayerNormalization',
    attributes: { axis: { int: -1 }, epsilon: { float: epsilon } },
  }),
  BatchNormalization: ({ attributes: { epsilon } }) => ({
    operator: 'BatchNormalization',
    attributes: { epsilon: { float: epsilon } },
  }),
  BatchNormalizationTraining: alwaysDecomposed,
  MaxPool: ({ attributes }) => ({ operator: 'MaxPool', attributes: windowAttributes(attributes) }),
  AveragePool: ({ attributes }) => ({
    operator: 'AveragePool',
    attributes: { ...windowAttributes(attributes), count_include_pad: int(true) },
  }),
  Reshape: ({ attributes: { shape } }) => ({ operator: 'Reshape', constants: [vector(shape)] }),
  Transpose: ({ attributes: { permutation } }) => ({
    operator: 'Transpose',
    attributes: { perm: { ints: permutation } },
  }),
  Expand: ({ attributes: { shape } }) => ({ operator: 'Expand', constants: [vector(shape)] }),
  Slice: ({ inputs: [x], attributes: { starts, counts, steps } }) => {
    const cut = x.shape.flatMap((extent, axis) => (counts[axis] === extent && steps[axis] === 1 ? [] : [axis]));
    const end = (axis: number): number => {
      const last = starts[axis]! + (counts[axis]! - 1) * steps[axis]!;
      if (steps[axis]! > 0) return last + 1;
      return last === 0 ? BEFORE_THE_FIRST : last - 1;
    };
    return {
      operator: 'Slice',
      constants: [
        vector(cut.map((axis) => starts[axis]!)),
        vector(cut.map(end)),
        vector(cut),
        vector(cut.map((axis) => steps[axis]!)),
      ],
    };
  },
  Pad: ({ inputs: [x], attributes: { before, after, value } }) => ({
    operator: 'Pad',
    attributes: { mode: { text: 'constant' } },
    constants: [vector([...before, ...after]), number(x.type, value)],
  }),
  Concat: ({ attributes: { axis } }) => ({ operator: 'Concat', attributes: { axis: int(axis) } }),
  Gather: named('Gather', { axis: { int: 0 } }),
  ScatterElements: named('ScatterElements', { axis: { int: 0 }, reduction: { text: 'add' } }),
};

/** True where ONNX's own MatMul computes it. */
export function isPlainProduct({ transA, transB, alpha }: Attributes<'MatMul'>): boolean {
  return !transA && !transB && alpha === 1;
}

/** TensorProto.DataType of the specification. */
export const onnxTypes: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};

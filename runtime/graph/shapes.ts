import type { Attributes, Binary, Inputs, PrimitiveName, Reduction, Unary, Window } from './primitives.ts';
import { broadcastShapes, type ElementType, elementCount, type Shape, sameShape, type TensorSpec } from './tensor.ts';

/** Types and shapes of a primitive's outputs. Throws where the inputs do not fit: a fault of whoever builds the graph. */
type ShapeRule<P extends PrimitiveName> = (inputs: Inputs<P>, attributes: Attributes<P>) => readonly TensorSpec[];

export function inferOutputs<P extends PrimitiveName>(
  primitive: P,
  inputs: Inputs<P>,
  attributes: Attributes<P>,
): readonly TensorSpec[] {
  const rule: ShapeRule<P> = shapeRules[primitive];
  try {
    return rule(inputs, attributes);
  } catch (error) {
    const shapes = inputs.map((tensor) => (tensor ? `${tensor.type}[${tensor.shape.join(', ')}]` : 'none')).join(', ');
    throw new Error(`${primitive}(${shapes}): ${(error as Error).message}`, { cause: error });
  }
}

/** Extent of a window's output along one axis, floored. */
export function windowOutput(extent: number, kernel: number, { stride, padding, dilation }: Window): number {
  return Math.floor((extent + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
}

const same = ([x]: Unary['inputs']): readonly TensorSpec[] => [x];

const binary = ([a, b]: Binary['inputs']): readonly TensorSpec[] => {
  requireThat(a.type === b.type, 'the operands differ in element type');
  return [{ type: a.type, shape: broadcastShapes(a.shape, b.shape) }];
};

const comparison = (inputs: Binary['inputs']): readonly TensorSpec[] =>
  binary(inputs).map(({ shape }) => ({ type: 'bool', shape }));

const reduction = ([x]: Reduction['inputs'], { axes, keep }: Reduction['attributes']): readonly TensorSpec[] => {
  requireThat(
    axes.every((axis) => axis >= 0 && axis < x.shape.length),
    `no axes ${axes.join(', ')}`,
  );
  const kept = x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  return [{ type: x.type, shape: keep ? kept : kept.filter((_, axis) => !axes.includes(axis)) }];
};

const pool = (x: TensorSpec, window: Window): TensorSpec => {
  const [batch, channels, height, width] = image(x.shape);
  const [kernelHeight, kernelWidth] = window.kernel;
  const shape = [batch, channels, windowOutput(height, kernelHeight, window), windowOutput(width, kernelWidth, window)];
  requireThat(
    shape.every((extent) => extent > 0),
    'the window is larger than the padded image',
  );
  return { type: x.type, shape };
};

const perChannel = (x: TensorSpec, operands: readonly TensorSpec[]): TensorSpec => {
  const channels = { type: x.type, shape: [x.shape[1]!] };
  requireThat(
    operands.every((operand) => sameShape(operand.shape, channels.shape)),
    `scale, shift and statistics must have shape [${channels.shape}]`,
  );
  return channels;
};

const shapeRules: { readonly [P in PrimitiveName]: ShapeRule<P> } = {
  Add: binary,
  Sub: binary,
  Mul: binary,
  Div: binary,
  Equal: comparison,
  Greater: comparison,
  Where: ([condition, a, b]) => {
    requireThat(condition.type === 'bool', 'the condition must be bool');
    requireThat(a.type === b.type, 'the branches differ in element type');
    return [{ type: a.type, shape: broadcastShapes(condition.shape, broadcastShapes(a.shape, b.shape)) }];
  },
  Neg: same,
  Exp: same,
  Log: same,
  Sqrt: same,
  Abs: same,
  Sign: same,
  Erf: same,
  Tanh: same,
  Sigmoid: same,
  Relu: same,
  HardSigmoid: ([x]) => [x],
  Clip: ([x]) => [x],
  Gelu: ([x]) => [x, x],
  Cast: ([x], { to }) => [{ type: to, shape: x.shape }],
  Gemm: ([a, b, c], { transA, transB }) => {
    const shape = productShape(a.shape, b.shape, transA, transB);
    requireThat(shape.length === 2, 'both operands must be matrices');
    requireThat(!c || sameShape(c.shape, [shape[1]!]), `the added row must have shape [${shape[1]}]`);
    return [{ type: a.type, shape }];
  },
  MatMul: ([a, b], { transA, transB }) => [{ type: a.type, shape: productShape(a.shape, b.shape, transA, transB) }],
  Attention: ([query, key, value]) => {
    requireThat(sameShape(key.shape, value.shape), 'the keys and values differ in shape');
    const shares = productShape(query.shape, key.shape, false, true);
    return [
      { type: query.type, shape: productShape(shares, value.shape, false, false) },
      { type: query.type, shape: shares },
    ];
  },
  SelfAttention: ([packed]) => {
    const [three, ...one] = packed.shape;
    requireThat(three === 3, 'query, key and value must be stacked along the first axis');
    return [
      { type: packed.type, shape: one },
      { type: packed.type, shape: one.with(-1, one.at(-2)!) },
    ];
  },
  Conv: ([x, weight, bias], attributes) => {
    const [outputs, perGroup, ...kernel] = image(weight.shape);
    requireThat(
      x.shape[1] === perGroup * attributes.groups,
      `${x.shape[1]} channels are not ${attributes.groups} groups of ${perGroup}`,
    );
    requireThat(outputs % attributes.groups === 0, `${outputs} outputs do not divide into ${attributes.groups} groups`);
    requireThat(sameShape(kernel, attributes.kernel), `the weight's kernel is not ${attributes.kernel.join(' x ')}`);
    requireThat(!bias || sameShape(bias.shape, [outputs]), `the bias must have shape [${outputs}]`);
    const pooled = pool(x, attributes);
    return [{ type: x.type, shape: [pooled.shape[0]!, outputs, pooled.shape[2]!, pooled.shape[3]!] }];
  },
  ConvTranspose: ([y, weight], attributes) => {
    const [batch, outputs] = image(y.shape);
    const shape = [batch, image(weight.shape)[1] * attributes.groups, attributes.height, attributes.width];
    const forward = pool({ type: y.type, shape }, attributes).shape;
    requireThat(outputs === weight.shape[0], `the weight has ${weight.shape[0]} outputs, not ${outputs}`);
    requireThat(
      sameShape(forward.slice(2), y.shape.slice(2)),
      `a ${attributes.height} x ${attributes.width} image has other windows`,
    );
    return [{ type: y.type, shape }];
  },
  ReduceSum: reduction,
  ReduceMean: reduction,
  ReduceMax: reduction,
  Softmax: same,
  LogSoftmax: same,
  LayerNormalization: ([x, scale, bias]) => {
    const width = [x.shape.at(-1)!];
    requireThat(
      sameShape(scale.shape, width) && sameShape(bias.shape, width),
      `scale and bias must have shape [${width}]`,
    );
    const statistic = { type: x.type, shape: [...x.shape.slice(0, -1), 1] };
    return [x, statistic, statistic];
  },
  BatchNormalization: ([x, ...operands]) => {
    perChannel(x, operands);
    return [x];
  },
  BatchNormalizationTraining: ([x, ...operands]) => {
    const statistic = perChannel(x, operands);
    return [x, statistic, statistic];
  },
  MaxPool: ([x], window) => {
    const output = pool(x, window);
    return [output, { type: 'int64', shape: output.shape }];
  },
  AveragePool: ([x], window) => [pool(x, window)],
  Reshape: ([x], { shape }) => {
    requireThat(elementCount(x.shape) === elementCount(shape), `no reshape to [${shape.join(', ')}]`);
    return [{ type: x.type, shape }];
  },
  Transpose: ([x], { permutation }) => {
    const axes = [...permutation].sort((a, b) => a - b);
    requireThat(
      sameShape(
        axes,
        x.shape.map((_, axis) => axis),
      ),
      `no permutation ${permutation.join(', ')}`,
    );
    return [{ type: x.type, shape: permutation.map((axis) => x.shape[axis]!) }];
  },
  Expand: ([x], { shape }) => {
    requireThat(sameShape(broadcastShapes(x.shape, shape), shape), `no expansion to [${shape.join(', ')}]`);
    return [{ type: x.type, shape }];
  },
  Slice: ([x], { starts, counts, steps }) => {
    const inside = x.shape.every((extent, axis) => {
      const last = starts[axis]! + (counts[axis]! - 1) * steps[axis]!;
      return counts[axis]! > 0 && Math.min(starts[axis]!, last) >= 0 && Math.max(starts[axis]!, last) < extent;
    });
    requireThat(inside && counts.length === x.shape.length, `no slice from [${starts}] of [${counts}] by [${steps}]`);
    return [{ type: x.type, shape: counts }];
  },
  Pad: ([x], { before, after }) => {
    const sized = [before, after].every((sizes) => sizes.length === x.shape.length && sizes.every((size) => size >= 0));
    requireThat(sized, `no padding of [${before}] and [${after}]`);
    return [{ type: x.type, shape: x.shape.map((extent, axis) => before[axis]! + extent + after[axis]!) }];
  },
  Concat: ([first, ...others], { axis }) => {
    const fits = (other: TensorSpec) =>
      other.type === first.type &&
      sameShape(other.shape.toSpliced(axis, 1), first.shape.toSpliced(axis, 1)) &&
      other.shape.length > axis;
    requireThat(fits(first) && others.every(fits), `the parts do not meet along axis ${axis}`);
    const extent = others.reduce((sum, other) => sum + other.shape[axis]!, first.shape[axis]!);
    return [{ type: first.type, shape: first.shape.with(axis, extent) }];
  },
  Gather: ([table, indices]) => {
    requireThat(isIndex(indices.type), INDEX);
    return [{ type: table.type, shape: [...indices.shape, ...table.shape.slice(1)] }];
  },
  ScatterElements: ([base, indices, updates]) => {
    const expected = [indices.shape[0]!, ...base.shape.slice(1)];
    requireThat(sameShape(updates.shape, expected), `the updates must have shape [${expected.join(', ')}]`);
    requireThat(isIndex(indices.type), INDEX);
    requireThat(sameShape(indices.shape, updates.shape), 'there must be an index for each number of the updates');
    return [base];
  },
};

const INDEX = 'indices must be int32 or int64';
const isIndex = (type: ElementType): boolean => type === 'int32' || type === 'int64';

/** `[…, m, k]` times `[…, k, n]`, each transposed first where said. */
function productShape(a: Shape, b: Shape, transA: boolean, transB: boolean): number[] {
  const [rows, inner] = transA ? [a.at(-1), a.at(-2)] : [a.at(-2), a.at(-1)];
  const [innerOfB, columns] = transB ? [b.at(-1), b.at(-2)] : [b.at(-2), b.at(-1)];
  requireThat(sameShape(a.slice(0, -2), b.slice(0, -2)), 'the leading extents differ');
  requireThat(inner !== undefined && inner === innerOfB, `the inner extents ${inner} and ${innerOfB} differ`);
  return [...a.slice(0, -2), rows!, columns!];
}

function image(shape: Shape): readonly [number, number, number, number] {
  requireThat(shape.length === 4, 'four axes are needed');
  return shape as readonly number[] as readonly [number, number, number, number];
}

function requireThat(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}

import { fromBinary } from '@bufbuild/protobuf';
import {
  type GraphProto,
  ModelProtoSchema,
  type NodeProto,
  TensorProto_DataType,
} from '../../../../runtime/graph/generated/onnx_pb.js';

type Shape = readonly number[];

/**
 * Multiply-accumulates and parameters of an ONNX model for a batch of one, worked out from the file alone: shapes are
 * propagated here, from ONNX's own specification, so that nothing of the estimator or the lowering is believed.
 */
export function countOnnx(file: Uint8Array): { readonly macs: number; readonly params: number } {
  const graph = fromBinary(ModelProtoSchema, file).graph!;
  const shapes = new Map<string, Shape>();
  const integers = new Map<string, number[]>();
  for (const { name, type } of graph.input) {
    if (type?.value.case !== 'tensorType') throw new Error(`${name} is no tensor`);
    const dimensions = type.value.value.shape!.dim;
    shapes.set(
      name,
      dimensions.map(({ value }) => (value.case === 'dimValue' ? Number(value.value) : 1)),
    );
  }
  for (const { name, dims, dataType, rawData } of graph.initializer) {
    shapes.set(name, dims.map(Number));
    if (dataType !== TensorProto_DataType.INT64) continue;
    integers.set(name, Array.from(new BigInt64Array(Uint8Array.from(rawData).buffer), Number));
  }
  let macs = 0;
  for (const node of graph.node) {
    const inputs = node.input.map((name) => shapes.get(name)!);
    const constants = node.input.map((name) => integers.get(name));
    const [output, known] = propagate(node, inputs, constants);
    shapes.set(node.output[0]!, output);
    if (known) integers.set(node.output[0]!, known);
    macs += macsOf(node, inputs, output);
  }
  return { macs, params: parametersOf(graph) };
}

const size = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);

function integer(node: NodeProto, name: string, otherwise: number): number {
  const found = node.attribute.find((attribute) => attribute.name === name);
  return found ? Number(found.i) : otherwise;
}

function integersOf(node: NodeProto, name: string, otherwise: readonly number[]): readonly number[] {
  const found = node.attribute.find((attribute) => attribute.name === name);
  return found ? found.ints.map(Number) : otherwise;
}

function macsOf(node: NodeProto, inputs: readonly Shape[], output: Shape): number {
  switch (node.opType) {
    case 'Conv':
      return size(output) * size(inputs[1]!.slice(1));
    case 'Gemm':
      return size(output) * inputs[0]![integer(node, 'transA', 0) ? 0 : 1]!;
    case 'MatMul':
      return size(output) * inputs[0]!.at(-1)!;
    default:
      return 0;
  }
}

/** Numbers of the floating initialisers, without constants of formulas (scalars) and without running statistics. */
function parametersOf(graph: GraphProto): number {
  const statistics = new Set(
    graph.node.filter(({ opType }) => opType === 'BatchNormalization').flatMap(({ input }) => input.slice(3)),
  );
  return graph.initializer
    .filter(
      ({ name, dims, dataType }) => dataType === TensorProto_DataType.FLOAT && dims.length > 0 && !statistics.has(name),
    )
    .reduce((sum, { dims }) => sum + size(dims.map(Number)), 0);
}

function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [x, y] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (x !== y && x !== 1 && y !== 1) throw new Error(`[${a}] and [${b}] do not broadcast`);
    return Math.max(x, y);
  });
}

/** Shape of a node's output, with its numbers where they are known integers. */
function propagate(
  node: NodeProto,
  inputs: readonly Shape[],
  constants: readonly (readonly number[] | undefined)[],
): [Shape, number[]?] {
  const [x, y] = inputs as [Shape, Shape];
  switch (node.opType) {
    case 'Add':
    case 'Sub':
    case 'Mul':
    case 'Div':
      return [broadcast(x, y)];
    case 'Relu':
    case 'Gelu':
    case 'Erf':
    case 'Sqrt':
    case 'Softmax':
    case 'Identity':
    case 'LayerNormalization':
    case 'BatchNormalization':
      return [x];
    case 'MatMul': {
      if (x.at(-1) !== y.at(-2)) throw new Error(`${node.name}: [${x}] times [${y}]`);
      return [[...broadcast(x.slice(0, -2), y.slice(0, -2)), x.at(-2)!, y.at(-1)!]];
    }
    case 'Gemm': {
      const [a, b] = [integer(node, 'transA', 0) ? x.toReversed() : x, integer(node, 'transB', 0) ? y.toReversed() : y];
      if (a[1] !== b[0]) throw new Error(`${node.name}: [${a}] times [${b}]`);
      return [[a[0]!, b[1]!]];
    }
    case 'Conv':
      return [window(node, x, y[0]!, y.slice(2))];
    case 'MaxPool':
    case 'AveragePool':
      return [window(node, x, x[1]!, integersOf(node, 'kernel_shape', []))];
    case 'ReduceMean':
    case 'ReduceSum': {
      const axes = constants[1]!;
      const isKept = integer(node, 'keepdims', 1) === 1;
      return [x.flatMap((extent, axis) => (axes.includes(axis) ? (isKept ? [1] : []) : [extent]))];
    }
    case 'Reshape': {
      const asked = constants[1]!;
      const inferred = size(x) / size(asked.filter((extent) => extent !== -1));
      const shape = asked.map((extent) => (extent === -1 ? inferred : extent));
      if (size(shape) !== size(x)) throw new Error(`${node.name}: [${x}] to [${asked}]`);
      return [shape];
    }
    case 'Expand':
      return [broadcast(x, constants[1]!)];
    case 'Transpose':
      return [integersOf(node, 'perm', []).map((axis) => x[axis]!)];
    case 'Slice': {
      const [, starts, ends, axes, steps] = constants;
      return [
        x.map((extent, axis) => {
          const place = axes!.indexOf(axis);
          if (place < 0) return extent;
          const at = (index: number): number => Math.max(0, Math.min(extent, index < 0 ? index + extent : index));
          return Math.ceil((at(ends![place]!) - at(starts![place]!)) / (steps?.[place] ?? 1));
        }),
      ];
    }
    case 'Concat': {
      const axis = integer(node, 'axis', 0);
      const shape = x.map((extent, index) =>
        index === axis ? inputs.reduce((sum, input) => sum + input[axis]!, 0) : extent,
      );
      const numbers = constants.every((numbers) => numbers !== undefined) ? constants.flat() : undefined;
      return numbers ? [shape, numbers as number[]] : [shape];
    }
    case 'Shape': {
      const extents = x.slice(integer(node, 'start', 0), integer(node, 'end', x.length));
      return [[extents.length], [...extents]];
    }
    default:
      throw new Error(`${node.opType} is not counted yet`);
  }
}

function window(node: NodeProto, x: Shape, channels: number, kernel: Shape): Shape {
  const strides = integersOf(node, 'strides', [1, 1]);
  const pads = integersOf(node, 'pads', [0, 0, 0, 0]);
  const dilations = integersOf(node, 'dilations', [1, 1]);
  const reach = (axis: number): number => dilations[axis]! * (kernel[axis]! - 1) + 1;
  const extent = (axis: number): number =>
    Math.floor((x[axis + 2]! + pads[axis]! + pads[axis + 2]! - reach(axis)) / strides[axis]!) + 1;
  return [x[0]!, channels, extent(0), extent(1)];
}

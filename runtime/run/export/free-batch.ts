import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  type ValueInfoProto,
} from '../../graph/generated/onnx_pb.js';

/** A batch that no real extent is a multiple of: it marks what depends on the batch in a graph of static shapes. */
export const MARKED_BATCH = 1_000_003;

/**
 * Makes the batch of a model that was built for `MARKED_BATCH` samples a free dimension named `batch`: reshapes infer
 * it, expansions read it from the input. Throws where the model depends on the batch in another way.
 * @param metadata put into the model's metadata_props
 */
export function freeBatch(encoded: Uint8Array, metadata: Readonly<Record<string, string>>): Uint8Array {
  const model = fromBinary(ModelProtoSchema, encoded);
  const graph = model.graph!;
  for (const value of [...graph.input, ...graph.output]) freeDimension(value);
  const batchSize = 'batch_size';
  let isBatchRead = false;
  const nodes: NodeProto[] = [];
  for (const node of graph.node) {
    const shape = shapeOperand(model, node);
    const marked = shape?.filter(isMarked).length ?? 0;
    if (shape && marked > 0) {
      if (marked > 1) throw new Error(`${node.name} has the batch in several dimensions of [${shape.join(', ')}]`);
      if (node.opType === 'Reshape') {
        node.input[1] = int64Vector(
          model,
          shape.map((extent) => (isMarked(extent) ? -1 : extent)),
        );
      } else {
        if (shape[0] !== MARKED_BATCH) throw new Error(`${node.name} expands to [${shape.join(', ')}]`);
        const joined = `${node.name}_shape`;
        nodes.push(concat(joined, [batchSize, int64Vector(model, shape.slice(1))]));
        node.input[1] = joined;
        isBatchRead = true;
      }
    }
    nodes.push(node);
  }
  graph.node = isBatchRead ? [firstExtent(graph.input[0]!.name, batchSize), ...nodes] : nodes;
  dropUnused(model);
  model.metadataProps = Object.entries(metadata).map(([key, value]) => ({
    $typeName: 'onnx.StringStringEntryProto',
    key,
    value,
  }));
  return toBinary(ModelProtoSchema, model);
}

const isMarked = (extent: number): boolean => extent !== 0 && extent % MARKED_BATCH === 0;

function freeDimension(value: ValueInfoProto): void {
  const type = value.type?.value;
  if (type?.case !== 'tensorType') throw new Error(`${value.name} is no tensor`);
  for (const dimension of type.value.shape?.dim ?? []) {
    if (dimension.value.case === 'dimValue' && Number(dimension.value.value) === MARKED_BATCH) {
      dimension.value = { case: 'dimParam', value: 'batch' };
    }
  }
}

/** The constant shape that a node reshapes or expands to. */
function shapeOperand(model: ModelProto, node: NodeProto): number[] | undefined {
  if (node.opType !== 'Reshape' && node.opType !== 'Expand') return undefined;
  const tensor = model.graph!.initializer.find(({ name }) => name === node.input[1])!;
  const bytes = Uint8Array.from(tensor.rawData);
  return Array.from(new BigInt64Array(bytes.buffer), Number);
}

/** Name of an initialiser that holds the numbers. */
function int64Vector(model: ModelProto, numbers: readonly number[]): string {
  const name = `shape_${numbers.join('_').replaceAll('-', 'minus_')}`;
  const { initializer } = model.graph!;
  if (!initializer.some((tensor) => tensor.name === name)) {
    const data = BigInt64Array.from(numbers, BigInt);
    initializer.push(
      create(TensorProtoSchema, {
        name,
        dataType: TensorProto_DataType.INT64,
        dims: [BigInt(numbers.length)],
        rawData: new Uint8Array(data.buffer),
      }),
    );
  }
  return name;
}

function concat(output: string, inputs: string[]): NodeProto {
  return integerNode({ opType: 'Concat', name: output, input: inputs, output: [output] }, { axis: 0 });
}

/** ONNX's Shape with start and end: the extent of axis 0, as a vector of one. */
function firstExtent(input: string, output: string): NodeProto {
  return integerNode({ opType: 'Shape', name: output, input: [input], output: [output] }, { start: 0, end: 1 });
}

function integerNode(
  node: { readonly opType: string; readonly name: string; readonly input: string[]; readonly output: string[] },
  attributes: Readonly<Record<string, number>>,
): NodeProto {
  const attribute = Object.entries(attributes).map(([name, value]) =>
    create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) }),
  );
  return create(NodeProtoSchema, { ...node, attribute });
}

function dropUnused({ graph }: ModelProto): void {
  const used = new Set(graph!.node.flatMap(({ input }) => input));
  graph!.initializer = graph!.initializer.filter(({ name }) => used.has(name));
}

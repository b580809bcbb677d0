import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { Target } from './decompositions.ts';
import {
  AttributeProto_AttributeType,
  type AttributeProtoSchema,
  ModelProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from './generated/onnx_pb.js';
import type { Graph, NamedTensor, TensorData } from './graph.ts';
import { legalize, neededTensors } from './legalize.ts';
import { type OnnxAttribute, type OnnxForm, onnxForm, onnxTypes } from './onnx-forms.ts';
import type { ElementType, Shape, Tensor } from './tensor.ts';

const OPERATOR_SET = 21n;
const IR_VERSION = 10n;

/** The graph as an ONNX model (ModelProto of onnx.proto), without what no output needs. */
export function encode(graph: Graph, target: Target = 'cpu'): Uint8Array {
  const legal = legalize(graph, target);
  const writer = new Writer(legal);
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: 'lithe',
    opsetImport: [
      { domain: '', version: OPERATOR_SET },
      ...(writer.usesExtensions ? [{ domain: 'com.microsoft', version: 1n }] : []),
    ],
    graph: {
      name: 'graph',
      node: writer.nodes,
      initializer: writer.initializers,
      input: legal.inputs.map(valueInfo),
      output: legal.outputs.map(valueInfo),
    },
  });
  return toBinary(ModelProtoSchema, model);
}

class Writer {
  readonly nodes: MessageInitShape<typeof NodeProtoSchema>[] = [];
  readonly initializers: MessageInitShape<typeof TensorProtoSchema>[] = [];
  usesExtensions = false;
  readonly #names = new Map<Tensor, string>();
  readonly #constants = new Map<string, string>();

  constructor(graph: Graph) {
    const needed = neededTensors(graph);
    for (const { name, tensor } of graph.inputs) this.#names.set(tensor, name);
    for (const { tensor, data, name = `constant_${tensor.id}` } of graph.constants) {
      this.#names.set(tensor, name);
      this.#initialize(name, tensor.type, tensor.shape, data);
    }
    const aliases: NamedTensor[] = [];
    for (const output of graph.outputs) {
      if (this.#names.has(output.tensor)) aliases.push(output);
      else this.#names.set(output.tensor, output.name);
    }
    for (const node of graph.nodes) {
      const form = onnxForm(node);
      const outputs = node.outputs.map((output) => (needed.has(output) ? this.#nameOf(output) : ''));
      while (outputs.at(-1) === '') outputs.pop();
      const inputs = node.inputs.map((input) => (input ? this.#nameOf(input) : ''));
      this.#write(form, inputs, outputs);
    }
    // A graph may give an input, a constant, or one value under two names.
    for (const { name, tensor } of aliases) this.#write({ operator: 'Identity' }, [this.#nameOf(tensor)], [name]);
  }

  #write(form: OnnxForm, inputs: readonly string[], outputs: string[]): void {
    if (form.domain) this.usesExtensions = true;
    const constants = (form.constants ?? []).map(({ type, shape, values }) => this.#constant(type, shape, values));
    this.nodes.push({
      name: `${form.operator}_${this.nodes.length}`,
      opType: form.operator,
      domain: form.domain ?? '',
      input: [...inputs, ...constants],
      output: outputs,
      attribute: Object.entries(form.attributes ?? {}).map(([name, value]) => attribute(name, value)),
    });
  }

  #nameOf(tensor: Tensor): string {
    const known = this.#names.get(tensor);
    if (known !== undefined) return known;
    const name = `value_${tensor.id}`;
    this.#names.set(tensor, name);
    return name;
  }

  #constant(type: ElementType, shape: Shape, values: readonly number[]): string {
    const key = `${type}_${shape.length === 0 ? 'scalar' : 'vector'}_${values.join('_')}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    this.#constants.set(key, key);
    this.#initialize(key, type, shape, type === 'int64' ? BigInt64Array.from(values, BigInt) : floats(type, values));
    return key;
  }

  #initialize(name: string, type: ElementType, shape: Shape, data: TensorData): void {
    this.initializers.push({
      name,
      dataType: onnxTypes[type],
      dims: shape.map(BigInt),
      rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
    });
  }
}

const floats = (type: ElementType, values: readonly number[]): TensorData =>
  type === 'float64' ? Float64Array.from(values) : Float32Array.from(values);

function attribute(name: string, value: OnnxAttribute): MessageInitShape<typeof AttributeProtoSchema> {
  if ('int' in value) return { name, type: AttributeProto_AttributeType.INT, i: BigInt(value.int) };
  if ('float' in value) return { name, type: AttributeProto_AttributeType.FLOAT, f: value.float };
  if ('ints' in value) return { name, type: AttributeProto_AttributeType.INTS, ints: value.ints.map(BigInt) };
  return { name, type: AttributeProto_AttributeType.STRING, s: new TextEncoder().encode(value.text) };
}

function valueInfo({ name, tensor }: NamedTensor): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = tensor.shape.map((extent) => ({ value: { case: 'dimValue' as const, value: BigInt(extent) } }));
  return {
    name,
    type: { value: { case: 'tensorType', value: { elemType: onnxTypes[tensor.type], shape: { dim } } } },
  };
}

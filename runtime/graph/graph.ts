import type { Attributes, Inputs, PrimitiveName } from './primitives.ts';
import { inferOutputs } from './shapes.ts';
import { type ElementType, elementCount, type Shape, type Tensor, type TensorSpec } from './tensor.ts';

export interface NodeOf<P extends PrimitiveName> {
  readonly primitive: P;
  readonly inputs: Inputs<P>;
  readonly attributes: Attributes<P>;
  readonly outputs: readonly [Tensor, ...Tensor[]];
}
export type Node = { [P in PrimitiveName]: NodeOf<P> }[PrimitiveName];

export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

export interface Constant {
  readonly tensor: Tensor;
  readonly data: TensorData;
  /** Given to constants that a reader of the model should find, such as weights. */
  readonly name?: string;
}

export type TensorData = Float32Array | Float64Array | Int8Array | Uint8Array | Int32Array | BigInt64Array;

/** Constants up to this many elements are held once, however often they are asked for. */
const DEDUPLICATED_ELEMENTS = 64;

/**
 * A tensor program with static shapes. Nodes stand in the order they were made, which is topological.
 * The same primitive of the same tensors is held once, so rules may ask again for what another one has computed.
 */
export class Graph {
  readonly inputs: NamedTensor[] = [];
  readonly constants: Constant[] = [];
  readonly nodes: Node[] = [];
  readonly outputs: NamedTensor[] = [];
  #tensors = 0;
  readonly #knownNodes = new Map<string, Node>();
  readonly #knownConstants = new Map<string, Tensor>();

  input(name: string, type: ElementType, shape: Shape): Tensor {
    this.#refuseTaken(name, this.inputs, 'input');
    const tensor = this.#tensor({ type, shape });
    this.inputs.push({ name, tensor });
    return tensor;
  }

  /** Bool constants are given as 0 and 1. With a name, the constant is kept apart and keeps the name in the model. */
  constant(type: ElementType, shape: Shape, values: ArrayLike<number>, name?: string): Tensor {
    if (values.length !== elementCount(shape)) {
      throw new Error(`A constant of shape [${shape.join(', ')}] does not hold ${values.length} values`);
    }
    const shared = name === undefined && values.length <= DEDUPLICATED_ELEMENTS;
    const key = shared ? `${type}[${shape}]${Array.from(values).join()}` : undefined;
    const known = key === undefined ? undefined : this.#knownConstants.get(key);
    if (known) return known;
    const tensor = this.#tensor({ type, shape });
    this.constants.push({ tensor, data: tensorData(type, values), ...(name === undefined ? {} : { name }) });
    if (key !== undefined) this.#knownConstants.set(key, tensor);
    return tensor;
  }

  /** Takes over a constant of another graph; the data is shared. */
  copyConstant({ tensor, data, name }: Constant): Tensor {
    const copy = this.#tensor({ type: tensor.type, shape: tensor.shape });
    this.constants.push({ tensor: copy, data, ...(name === undefined ? {} : { name }) });
    return copy;
  }

  /** Adds a node, or finds the one that computes the same; gives all its outputs. Throws where shapes do not fit. */
  apply<P extends PrimitiveName>(
    primitive: P,
    inputs: Inputs<P>,
    attributes: Attributes<P>,
  ): readonly [Tensor, ...Tensor[]] {
    const key = `${primitive}(${inputs.map((tensor) => tensor?.id).join()})${JSON.stringify(attributes)}`;
    const known = this.#knownNodes.get(key);
    if (known) return known.outputs;
    const outputs: Tensor[] = [];
    const node = { primitive, inputs, attributes, outputs } as unknown as Node;
    for (const spec of inferOutputs(primitive, inputs, attributes)) outputs.push(this.#tensor(spec, node));
    this.nodes.push(node);
    this.#knownNodes.set(key, node);
    return node.outputs;
  }

  output(name: string, tensor: Tensor): void {
    this.#refuseTaken(name, this.outputs, 'output');
    this.outputs.push({ name, tensor });
  }

  #tensor(spec: TensorSpec, producer?: Node): Tensor {
    return { ...spec, graph: this, id: this.#tensors++, ...(producer ? { producer } : {}) };
  }

  #refuseTaken(name: string, taken: readonly NamedTensor[], kind: string): void {
    if (taken.some((other) => other.name === name)) throw new Error(`The graph has an ${kind} named ${name} already`);
  }
}

function tensorData(type: ElementType, values: ArrayLike<number>): TensorData {
  switch (type) {
    case 'float32':
      return values instanceof Float32Array ? values : Float32Array.from(values);
    case 'float64':
      return values instanceof Float64Array ? values : Float64Array.from(values);
    case 'int8':
      return Int8Array.from(values);
    case 'uint8':
    case 'bool':
      return Uint8Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'int64':
      return BigInt64Array.from(Array.from(values, BigInt));
  }
}

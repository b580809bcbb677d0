import type { OperatorName, OperatorStep, Space } from '../../../language/index.ts';

/** An axis of a stored tensor. */
interface TensorAxis {
  readonly stored: string;
  readonly axis: number;
  /** Consecutive indices that move as one: a head's. */
  readonly block: number;
  /** True where the tensor multiplies what arrives by this axis, so that its numbers tell what each index is worth. */
  readonly reads: boolean;
}

/** Axes whose indices are the same channels (or heads, or hidden units): they can be permuted together, and only so. */
export interface ChannelGroup {
  readonly axes: readonly TensorAxis[];
  /** Indices of the space's decisions by which its axes are cut. */
  readonly cutBy: ReadonlySet<number>;
}

/**
 * Which axes of a space's stored tensors belong together, over all that any sub-network has: a permutation of a group's
 * channels changes no sub-network that has all of them. Left out are channels that mean something by their place: of the
 * network's inputs and output, and where operators cut, join or shuffle them.
 */
export function channelGroups(space: Space): ChannelGroup[] {
  const ties = new Ties();
  for (const { value } of space.inputs) ties.fix(widthOf(value));
  ties.fix(widthOf(space.output));
  for (const step of space.steps) {
    if (step.kind === 'merge') ties.join([step.output, ...step.alternatives.map(({ value }) => value)].map(widthOf));
    else rules[step.operator](step, ties);
  }
  return ties.groups();
}

const widthOf = (value: number): string => `width of ${value}`;

/** Unites what is known by keys: widths of values, axes of tensors, heads. */
class Ties {
  readonly #parents = new Map<string, string>();
  readonly #fixed = new Set<string>();
  readonly #axes = new Map<string, TensorAxis>();
  readonly #cutBy = new Map<string, Set<number>>();

  join(keys: readonly string[]): void {
    const [first, ...others] = keys.map((key) => this.#root(key));
    for (const other of others) {
      if (other === first) continue;
      this.#parents.set(other, first!);
      if (this.#fixed.has(other)) this.#fixed.add(first!);
    }
  }

  fix(...keys: readonly string[]): void {
    for (const key of keys) this.#fixed.add(this.#root(key));
  }

  /** The axis of one of an operator's tensors; none where it has no tensor of that name. */
  axis(step: OperatorStep, name: string, axis: number, { block = 1, reads = false } = {}): string[] {
    return step.tensors
      .filter((tensor) => tensor.name === name)
      .map(({ stored, shape }) => {
        const key = `axis ${axis} of ${stored}`;
        const known = this.#axes.get(key);
        if (known !== undefined && known.block !== block) this.fix(key);
        this.#axes.set(key, { stored, axis, block, reads: reads || known?.reads === true });
        const cutBy = this.#cutBy.get(key) ?? new Set();
        for (const decision of shape[axis]!.reads) cutBy.add(decision);
        this.#cutBy.set(key, cutBy);
        return key;
      });
  }

  groups(): ChannelGroup[] {
    const groups = new Map<string, { axes: TensorAxis[]; cutBy: Set<number> }>();
    for (const [key, axis] of this.#axes) {
      const root = this.#root(key);
      if (this.#fixed.has(root)) continue;
      const group = groups.get(root) ?? { axes: [], cutBy: new Set() };
      group.axes.push(axis);
      for (const decision of this.#cutBy.get(key)!) group.cutBy.add(decision);
      groups.set(root, group);
    }
    return [...groups.values()];
  }

  #root(key: string): string {
    let root = key;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent;
    if (root !== key) this.#parents.set(key, root);
    return root;
  }
}

type Rule = (step: OperatorStep, ties: Ties) => void;

/** Every channel by itself, or all of them alike: what enters, what leaves and all vectors have the same channels. */
const passes: Rule = (step, ties) => {
  const values = [...step.inputs, step.output].map(widthOf);
  ties.join([...values, ...step.tensors.flatMap(({ name, shape }) => ties.axis(step, name, shape.length - 1))]);
};

/** Places matter to it. */
const fixes: Rule = (step, ties) => {
  ties.fix(...[...step.inputs, step.output].map(widthOf));
  for (const { name, shape } of step.tensors) ties.fix(...shape.flatMap((_, axis) => ties.axis(step, name, axis)));
};

/** A matrix or kernel [out, in, ...] and a bias [out]. */
const projects: Rule = (step, ties) => {
  ties.join([widthOf(step.inputs[0]!), ...ties.axis(step, 'weight', 1, { reads: true })]);
  ties.join([widthOf(step.output), ...ties.axis(step, 'weight', 0), ...ties.axis(step, 'bias', 0)]);
};

const constantOf = ({ arguments: given }: OperatorStep, name: string): unknown => {
  const argument = given[name];
  return argument?.kind === 'constant' ? argument.value : undefined;
};

const convolves: Rule = (step, ties) => (Number(constantOf(step, 'groups')) === 1 ? projects : fixes)(step, ties);

const kernels: Rule = (step, ties) => {
  const tensors = [...ties.axis(step, 'weight', 0), ...ties.axis(step, 'bias', 0)];
  ties.join([widthOf(step.inputs[0]!), widthOf(step.output), ...tensors]);
};

/** Heads are one group, of blocks of `head_dim`, where that is the same in all sub-networks. */
const attends: Rule = (step, ties) => {
  const [x, memory = x] = step.inputs;
  const block = Number(constantOf(step, 'head_dim'));
  if (Number.isNaN(block)) return fixes(step, ties);
  const heads = `heads of ${step.path}`;
  ties.join([widthOf(x!), ...ties.axis(step, 'query.weight', 1, { reads: true })]);
  for (const name of ['key.weight', 'value.weight']) {
    ties.join([widthOf(memory!), ...ties.axis(step, name, 1, { reads: true })]);
  }
  for (const name of ['query', 'key', 'value']) {
    ties.join([
      heads,
      ...ties.axis(step, `${name}.weight`, 0, { block }),
      ...ties.axis(step, `${name}.bias`, 0, { block }),
    ]);
  }
  for (const name of ['norm.weight', 'norm.bias']) ties.join([heads, ...ties.axis(step, name, 0, { block })]);
  ties.join([
    heads,
    ...ties.axis(step, 'relative_bias', 1),
    ...ties.axis(step, 'output.weight', 1, { block, reads: true }),
  ]);
  ties.join([widthOf(step.output), ...ties.axis(step, 'output.weight', 0), ...ties.axis(step, 'output.bias', 0)]);
};

const routes: Rule = (step, ties) => {
  ties.join([widthOf(step.inputs[0]!), ...ties.axis(step, 'weight', 1, { reads: true })]);
  ties.fix(widthOf(step.output), ...ties.axis(step, 'weight', 0));
};

/** The first value is not of the same channels as the others: shares of experts. */
const mixes: Rule = (step, ties) => {
  ties.fix(widthOf(step.inputs[0]!));
  ties.join([...step.inputs.slice(1), step.output].map(widthOf));
};

const addsUp: Rule = (step, ties) => {
  const [values, ...weights] = step.inputs;
  ties.fix(...weights.map(widthOf));
  ties.join([values!, step.output].map(widthOf));
};

const rules: { readonly [Name in OperatorName]: Rule } = {
  conv: convolves,
  depthwise_conv: kernels,
  linear: projects,
  embedding: (step, ties) => ties.join([widthOf(step.output), ...ties.axis(step, 'weight', 1)]),
  position_embedding: passes,
  sinusoidal: fixes,
  class_token: passes,
  take_token: passes,
  take_tokens: passes,
  to_tokens: passes,
  transpose: fixes,
  attention: attends,
  batchnorm: passes,
  layernorm: passes,
  rmsnorm: passes,
  scale: passes,
  affine: passes,
  relu: passes,
  relu6: passes,
  gelu: passes,
  swish: passes,
  hard_swish: passes,
  sigmoid: passes,
  hard_sigmoid: passes,
  tanh: passes,
  softmax: passes,
  identity: passes,
  zero: passes,
  max_pool: passes,
  avg_pool: passes,
  global_pool: passes,
  crop: passes,
  upsample: passes,
  take_channels: fixes,
  channel_shuffle: fixes,
  sum: passes,
  product: passes,
  concat: (step, ties) => (constantOf(step, 'along') === 'length' ? passes : fixes)(step, ties),
  stack: passes,
  reduce_sum: addsUp,
  propagate: passes,
  router: routes,
  mixture: mixes,
  dropout: passes,
};

import type { Convention } from '../operators/operator.ts';
import type { SymbolicUse } from '../operators/table.ts';
import { isWeight } from '../operators/tensors.ts';
import { elementsOf, withRows } from '../operators/type.ts';
import { macsOf } from '../operators/use.ts';
import type { OperatorStep, Space, StepTensor } from '../space/space.ts';
import { algebra } from './algebra.ts';
import { bitsOf, bytesOf, keptOf } from './bits.ts';
import type { Expression } from './expression.ts';
import { unionOfSlices } from './union-of-slices.ts';

/**
 * What a sub-network costs, for one example.
 * - macs: multiply-accumulates by the convention, whatever is quantized; also those with pruned weights, since nothing
 *   skips single weights when it runs
 * - params: numbers in trained tensors, at the slice used; buffers (running statistics) are not counted. Pruning a
 *   share s leaves n - round(s n) of a tensor's n numbers, halves rounded up (as torch.nn.utils.prune removes them)
 * - bytes: of those numbers. Matrices, kernels and tables of embeddings take the bits of their format, each tensor
 *   rounded up to whole bytes; biases, norms, class tokens and embeddings of position stay fp32. The scales of a
 *   quantized tensor are not counted, as in HAQ (Wang et al. 2019) and HAWQ-V2 (Dong et al. 2020). A pruned tensor is
 *   held as the numbers kept and a bit for each that says whether it is, or whole where that is smaller.
 * - activations: bytes of the outputs of all its operators: what a training step keeps, not the peak of an inference
 *   that frees as it goes. What an operator with weights gives has the format's activation bits, rounded up to whole
 *   bytes; everything else is fp32.
 * - bitops: for every multiply-accumulate the bits of its factors multiplied (HAQ, HAWQ-V2): weight times activation
 *   bits, and activation bits squared where two activations meet, as in attention; 32 * 32 in fp32
 *
 * A tensor that several operators share is stored, and priced, once: in the widest format and with the smallest share
 * pruned of those that read it.
 */
export interface Costs {
  readonly macs: number;
  readonly params: number;
  readonly bytes: number;
  readonly activations: number;
  readonly bitops: number;
}

export type CostMetric = keyof Costs;

export const costMetrics: readonly CostMetric[] = ['macs', 'params', 'bytes', 'activations', 'bitops'];

/** A metric as another one by a factor, so that both share their tables: in fp32 bytes are parameters, and so on. */
export function countedAs(space: Space, metric: CostMetric): { readonly counted: CostMetric; readonly factor: number } {
  if (metric === 'bytes' && !isCompressed(space)) return { counted: 'params', factor: 4 };
  if (metric === 'bitops' && !isCompressed(space)) return { counted: 'macs', factor: 32 * 32 };
  return { counted: metric, factor: 1 };
}

/** Whether a metric is another one in another convention. */
export function followsConvention(metric: CostMetric): boolean {
  return metric === 'macs' || metric === 'bitops';
}

function isCompressed({ memo, steps }: Space): boolean {
  return memo.remember('compressed', () =>
    steps.some((step) => step.kind === 'operator' && (step.precision !== undefined || step.sparsity !== undefined)),
  );
}

function isStored(metric: CostMetric): metric is 'params' | 'bytes' {
  return metric === 'params' || metric === 'bytes';
}

/** One summand of a cost; 0 where its operator is inactive. */
export interface CostTerm {
  readonly value: Expression;
  /** Path of the operator, for messages. */
  readonly path: string;
}

/** The cost of the space's operators (or of some of them) as a sum of terms, each zero where inactive. */
export function costTerms(
  space: Space,
  metric: CostMetric,
  convention: Convention,
  steps?: readonly OperatorStep[],
): readonly CostTerm[] {
  if (steps !== undefined) return termsOf(space, metric, convention, steps);
  const key = `all terms: ${metric} ${convention}`;
  return space.memo.remember(key, () => termsByPart(space, metric, convention).flat());
}

/**
 * The same of the whole space, part by part: a part that is what it was in the version before has the same array.
 * Where parts share tensors, which are priced once, all are one part.
 */
export function termsByPart(
  space: Space,
  metric: CostMetric,
  convention: Convention,
): readonly (readonly CostTerm[])[] {
  const { parts, pool } = space;
  if (isStored(metric) && parts.some((part) => sharesTensors(space, part))) {
    return [termsOf(space, metric, convention, parts.flat())];
  }
  const key = `terms of parts: ${metric} ${convention}`;
  const known = pool.remember(key, () => new WeakMap<readonly OperatorStep[], readonly CostTerm[]>());
  return parts.map((part) => {
    const terms = known.get(part) ?? termsOf(space, metric, convention, part);
    known.set(part, terms);
    return terms;
  });
}

function termsOf(
  space: Space,
  metric: CostMetric,
  convention: Convention,
  steps: readonly OperatorStep[],
): readonly CostTerm[] {
  const nothing = space.pool.constant(0);
  const terms = isStored(metric) ? storedTerms(space, metric, steps) : operatorTerms(space, metric, convention, steps);
  return terms.filter(({ value }) => value !== nothing);
}

/** A statement's operators are its blocks' operators as well: each is priced once. */
function operatorTerms(
  space: Space,
  metric: 'macs' | 'activations' | 'bitops',
  convention: Convention,
  steps: readonly OperatorStep[],
): readonly CostTerm[] {
  const known = pricesIn(space, `terms: ${metric} ${convention}`);
  return steps.map((step) => {
    const term = known.get(step.arguments) ?? operatorTerm(space, metric, convention, step);
    known.set(step.arguments, term);
    return term;
  });
}

/**
 * Prices by what an operator keeps where it is put in place again in the next version of its super-network: one object
 * for each operator, which goes when it does.
 */
function pricesIn({ pool }: Space, key: string): WeakMap<object, CostTerm> {
  return pool.remember(key, () => new WeakMap<object, CostTerm>());
}

function operatorTerm(
  { pool, values, decisions }: Space,
  metric: 'macs' | 'activations' | 'bitops',
  convention: Convention,
  step: OperatorStep,
): CostTerm {
  const { plus, times, either } = algebra(pool);
  const priced = (value: number) => (step.rows === undefined ? values[value]! : withRows(values[value]!, step.rows));
  const output = priced(step.output);
  const bits = bitsOf(pool, decisions, step.precision);
  const quantity = () => {
    if (metric === 'activations') return bytesOf(pool, elementsOf(algebra(pool), output), bits.activations);
    const use: SymbolicUse = { ...step, inputs: step.inputs.map(priced) };
    const { weights, activations, others } = macsOf(pool, use, output, convention);
    if (metric === 'macs') return plus(weights, activations, others);
    return plus(
      times(weights, bits.weights, bits.activations),
      times(activations, bits.activations, bits.activations),
      times(others, 32 * 32),
    );
  };
  return { value: either(step.active, quantity(), 0), path: step.path };
}

/** A stored tensor as one operator uses it. */
interface Use {
  /** Extents; the first is 0 where the operator or the tensor is absent. */
  readonly slice: readonly Expression[];
  readonly there: Expression;
  readonly bits: Expression;
  readonly sparsity: Expression;
}

function storedTerms(space: Space, metric: 'params' | 'bytes', steps: readonly OperatorStep[]): readonly CostTerm[] {
  const known = pricesIn(space, `terms: ${metric}`);
  const price = (users: readonly User[]): CostTerm => {
    const uses = users.map(({ step, tensor }) => useOf(space, step, tensor));
    return { value: storedSize(space, metric, uses), path: users[0]!.step.path };
  };
  const shared = sharesTensors(space, steps) ? sharedTensors(steps) : none;
  return steps.flatMap((step) =>
    step.tensors.flatMap((tensor) => {
      if (!tensor.trained) return [];
      const users = shared.get(tensor.stored);
      // All of them together, where the first one stands.
      if (users !== undefined) return users[0]!.tensor === tensor ? [price(users)] : [];
      const term = known.get(tensor) ?? price([{ step, tensor }]);
      known.set(tensor, term);
      return [term];
    }),
  );
}

interface User {
  readonly step: OperatorStep;
  readonly tensor: StepTensor;
}

/** Whether a tensor is stored as `path.name`. */
function isOwn(path: string, name: string, stored: string): boolean {
  return stored.length === path.length + 1 + name.length && stored.startsWith(path) && stored.endsWith(name);
}

const none: ReadonlyMap<string, readonly User[]> = new Map();

function sharesTensors({ pool }: Space, part: readonly OperatorStep[]): boolean {
  const known = pool.remember('shares tensors', () => new WeakMap<readonly OperatorStep[], boolean>());
  const shares = known.get(part) ?? sharedTensors(part).size > 0;
  known.set(part, shares);
  return shares;
}

/** The trained tensors that several of the operators read, or that belong to none of those that read them. */
function sharedTensors(steps: readonly OperatorStep[]): ReadonlyMap<string, readonly User[]> {
  const shared = new Map<string, User[]>();
  for (const { path, tensors } of steps) {
    for (const { name, stored } of tensors) if (!isOwn(path, name, stored)) shared.set(stored, []);
  }
  if (shared.size === 0) return shared;
  for (const step of steps) {
    for (const tensor of step.tensors) if (tensor.trained) shared.get(tensor.stored)?.push({ step, tensor });
  }
  return shared;
}

function useOf({ pool, decisions }: Space, { active, precision, sparsity }: OperatorStep, tensor: StepTensor): Use {
  const { and, either } = algebra(pool);
  const [first, ...rest] = tensor.shape;
  const there = and(active, tensor.when);
  return {
    slice: [either(there, first!, 0), ...rest],
    there,
    bits: bitsOf(pool, decisions, isWeight(tensor) ? precision : undefined).weights,
    sparsity: (isWeight(tensor) ? sparsity : undefined) ?? pool.constant(0),
  };
}

function storedSize({ pool }: Pick<Space, 'pool'>, metric: 'params' | 'bytes', uses: readonly Use[]): Expression {
  const { either } = algebra(pool);
  const elements = unionOfSlices(
    pool,
    uses.map(({ slice }) => slice),
  );
  const common = (of: (use: Use) => Expression) =>
    uses.every((use) => of(use) === of(uses[0]!)) ? of(uses[0]!) : undefined;
  const sparsity =
    common((use) => use.sparsity) ?? pool.apply('min', ...uses.map((use) => either(use.there, use.sparsity, 1)));
  const kept = keptOf(pool, elements, sparsity);
  if (metric === 'params') return kept;
  const bits = common((use) => use.bits) ?? pool.apply('max', ...uses.map((use) => either(use.there, use.bits, 0)));
  const dense = bytesOf(pool, elements, bits);
  if (kept === elements) return dense;
  const sparse = pool.apply('add', bytesOf(pool, kept, bits), bytesOf(pool, elements, pool.constant(1)));
  return pool.apply('min', dense, sparse);
}

import { isWeight } from '../operators/tensors.ts';
import type { OperatorStep, Space, StepTensor } from '../space/space.ts';
import { algebra } from './algebra.ts';
import { bitsOf, bytesOf, keptOf } from './bits.ts';
import type { Expression } from './expression.ts';
import type { StoredMetric } from './metric.ts';
import type { Price } from './price.ts';
import { unionOfSlices } from './union-of-slices.ts';

/** One operator that reads a tensor. */
export interface Reader {
  readonly step: OperatorStep;
  readonly tensor: StepTensor;
}

/** What the trained tensors of an operator cost, as if no other one read them. */
export function storedPrice(space: Space, metric: StoredMetric, step: OperatorStep): Price {
  const { and, either } = algebra(space.pool);
  let fixed = 0;
  const varying: Expression[] = [];
  for (const tensor of step.tensors) {
    if (!tensor.trained) continue;
    const { bits, sparsity } = compressionOf(space, { step, tensor });
    const size = sizeOf(space, metric, unionOfSlices(space.pool, [tensor.shape]), bits, sparsity);
    // What is there whenever its operator is.
    if (size.kind === 'constant' && tensor.when.kind === 'constant') fixed += Number(size.value);
    else varying.push(either(and(step.active, tensor.when), size, 0));
  }
  return { fixed, varying };
}

/** What a tensor costs that several operators read: as much of it as any of them takes. */
export function sharedPrice(space: Space, metric: StoredMetric, readers: readonly Reader[]): Expression {
  const { pool } = space;
  const { and, either } = algebra(pool);
  const uses = readers.map((reader) => {
    const there = and(reader.step.active, reader.tensor.when);
    const [first, ...rest] = reader.tensor.shape;
    return { there, slice: [either(there, first!, 0), ...rest], ...compressionOf(space, reader) };
  });
  type Use = (typeof uses)[number];
  const common = (of: (use: Use) => Expression) =>
    uses.every((use) => of(use) === of(uses[0]!)) ? of(uses[0]!) : undefined;
  const sparsity =
    common((use) => use.sparsity) ?? pool.apply('min', ...uses.map((use) => either(use.there, use.sparsity, 1)));
  const bits = common((use) => use.bits) ?? pool.apply('max', ...uses.map((use) => either(use.there, use.bits, 0)));
  const elements = unionOfSlices(
    pool,
    uses.map(({ slice }) => slice),
  );
  return sizeOf(space, metric, elements, bits, sparsity);
}

function compressionOf(space: Space, { step, tensor }: Reader) {
  const compressed = isWeight(tensor);
  return {
    bits: bitsOf(space, compressed ? step.precision : undefined).weights,
    sparsity: (compressed ? step.sparsity : undefined) ?? space.pool.constant(0),
  };
}

function sizeOf(
  { pool }: Space,
  metric: StoredMetric,
  elements: Expression,
  bits: Expression,
  sparsity: Expression,
): Expression {
  const kept = keptOf(pool, elements, sparsity);
  if (metric === 'params') return kept;
  const dense = bytesOf(pool, elements, bits);
  if (kept === elements) return dense;
  const sparse = pool.apply('add', bytesOf(pool, kept, bits), bytesOf(pool, elements, pool.constant(1)));
  return pool.apply('min', dense, sparse);
}

import type { Network, OperatorUse } from '../../language/index.ts';

/** What training leaves out at random beside the operators `dropout`. */
export interface Regularisation {
  /** Of elements: of what a residual branch adds, but to an image, and of what a last `linear` reads. */
  readonly dropout: number;
  /** Of samples: of what the last residual branch adds; the k-th of n has k / n of it (Huang et al. 2016, section 3). */
  readonly stochasticDepth: number;
}

/** Rates at which a value is left out where an operator reads it. */
export interface LeftOut {
  readonly elements: number;
  readonly samples: number;
}

/** By the operator's path and then by place among its inputs; those that read everything are left out. */
export type LeftOutPlan = ReadonlyMap<string, ReadonlyMap<number, LeftOut>>;

/**
 * Where a network's values are left out. A residual branch is an operand of a `sum` of which another operand is an
 * ancestor: what is added to a value after being computed from it. So a sum of a body and of its shortcut has none.
 */
export function leftOutPlan(network: Network, { dropout, stochasticDepth }: Regularisation): LeftOutPlan {
  const plan = new Map<string, Map<number, LeftOut>>();
  if (dropout === 0 && stochasticDepth === 0) return plan;
  const branches = branchesOf(network);
  for (const [index, { sum, place }] of branches.entries()) {
    const overImage = network.values[sum.output]!.kind === 'image';
    const rates = {
      elements: overImage ? 0 : dropout,
      samples: (stochasticDepth * (index + 1)) / branches.length,
    };
    plan.set(sum.path, (plan.get(sum.path) ?? new Map()).set(place, rates));
  }
  const last = network.operators.find(({ output }) => output === network.output);
  if (last?.operator === 'linear') plan.set(last.path, new Map([[0, { elements: dropout, samples: 0 }]]));
  return plan;
}

interface Branch {
  readonly sum: OperatorUse;
  /** Among the sum's inputs. */
  readonly place: number;
}

/** In the order of the network. */
function branchesOf({ operators }: Network): Branch[] {
  const makers = new Map(operators.map(({ output }, index) => [output, index]));
  const madeAt = (value: number): number => makers.get(value) ?? -1;
  /** Whether `value` is computed from `ancestor`. What is made before the ancestor is not looked at. */
  const comesFrom = (value: number, ancestor: number): boolean => {
    const seen = new Set<number>();
    const open = [value];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (one === ancestor) return true;
      if (seen.has(one) || madeAt(one) <= madeAt(ancestor)) continue;
      seen.add(one);
      open.push(...operators[madeAt(one)]!.inputs);
    }
    return false;
  };
  return operators.flatMap((sum): Branch[] => {
    if (sum.operator !== 'sum') return [];
    const first = sum.inputs.reduce((a, b) => (madeAt(b) < madeAt(a) ? b : a));
    const others = sum.inputs.flatMap((value, place) => (value === first ? [] : [{ sum, place, value }]));
    return others.every(({ value }) => comesFrom(value, first)) ? others.map(({ place }) => ({ sum, place })) : [];
  });
}

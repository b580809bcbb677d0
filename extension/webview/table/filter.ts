import type { SubNetwork } from '../run/history.ts';
import type { RunView } from '../run/view.ts';

/** What a filter leaves in the table, and what in it could not be understood. */
export interface Filter {
  readonly fits: (network: SubNetwork) => boolean;
  readonly problem: string | undefined;
}

type Test = (network: SubNetwork) => boolean;

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
};

/**
 * Conditions one after another, all of which must hold: a metric in the unit that the table shows, `macs < 0.3`; a
 * decision, at every copy that the sub-network uses, `heads >= 4` or `kernel = 3`; or a value that some decision takes,
 * `int8`. What cannot be understood leaves everything in.
 */
export function filterOf(text: string, view: RunView): Filter {
  const tests: Test[] = [];
  for (const [, name, sign, value] of text.matchAll(/([\w.[\]]+)(?:\s*(<=|>=|==|<|>|=)\s*([\w.%-]*))?/g)) {
    const test = sign === undefined ? ofValue(name!, view) : ofComparison(name!, sign, value ?? '', view);
    if (typeof test === 'string') return { fits: () => true, problem: test };
    tests.push(test);
  }
  return { fits: (network) => tests.every((test) => test(network)), problem: undefined };
}

function ofComparison(name: string, sign: string, value: string, view: RunView): Test | string {
  const compare = comparisons[sign]!;
  const number = Number(value.replace(/%$/, ''));
  const key = name.toLowerCase() === 'size' ? 'bytes' : name.toLowerCase();
  const metric = view.metrics.find((one) => one.key === key);
  if (metric !== undefined) {
    if (value === '' || Number.isNaN(number)) return `${name} ${sign} needs a number`;
    return (network) => {
      const found = metric.of(network);
      return found !== undefined && compare(Number(found.toFixed(metric.decimals)), number);
    };
  }
  const isMeant = (path: string) => path === name || path.endsWith(`.${name}`);
  if (!view.run.decisions.some(({ path }) => isMeant(path))) return `no metric or decision is called ${name}`;
  if (value === '') return `${name} ${sign} needs a value`;
  return ({ config }) =>
    Object.entries(config)
      .filter(([path]) => isMeant(path))
      .every(([, found]) =>
        typeof found === 'number' ? compare(found, number) : sign.startsWith('=') && found === value,
      );
}

function ofValue(name: string, view: RunView): Test | string {
  const isTaken = view.run.decisions.some(({ values }) => values.some((value) => String(value) === name));
  if (!isTaken) return `no decision takes the value ${name}`;
  return ({ config }) => Object.values(config).some((value) => String(value) === name);
}

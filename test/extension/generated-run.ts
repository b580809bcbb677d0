import type { RunDescription } from '../../extension/front/messages.ts';
import type { Configuration } from '../../language/index.ts';
import type { RunEvent, RunEventBody } from '../../runtime/run/events.ts';

/**
 * A run that never ran: a journal made up by a seeded generator, for tests of what reads journals.
 * Its figures mean nothing; its events are those a search on `digits-vit.lithe` would write.
 */
export interface GeneratedRun {
  readonly run: RunDescription;
  readonly events: readonly RunEvent[];
}

const [layers, heads, hidden, depths] = [5, [1, 2, 3, 4], [32, 64, 96, 128], [2, 3, 4, 5]];
const epochs = 12;
const perEpoch = 8;

/** With as many evaluations of the search on the final weights, and as many of the control. */
export function generatedRun(seed = 1, evaluations = 250): GeneratedRun {
  const random = generator(seed);
  const events: RunEvent[] = [];
  let clock = Date.parse('2026-01-01T10:00:00Z');
  let id = 0;
  const write = (body: RunEventBody, milliseconds = 0) => {
    clock += milliseconds;
    events.push({ time: new Date(clock).toISOString(), ...body } as RunEvent);
  };
  const evaluate = (source: 'search' | 'control' | 'reference', epoch: number, config: Configuration) => {
    id += 1;
    const metrics = measured(config, epoch, random);
    write({ event: 'evaluation', id, source, epoch, config, metrics }, 420);
    return { id, metrics };
  };
  const round = (
    source: 'search' | 'control',
    epoch: number,
    budget: number,
    count: number,
    front: readonly Made[],
  ) => {
    const hypervolume = volume(front.map((one) => one.metrics));
    write({
      event: 'round',
      source,
      epoch,
      evaluations: count,
      budget,
      hypervolume,
      front: front.map((o) => o.id),
    });
  };

  write({ event: 'started', process: 1 });
  write({ event: 'phase', phase: 'finetune' }, 900);
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    for (let step = 1; step <= 11; step += 1) {
      const at = (epoch - 1) * 110 + step * 10;
      const loss = 0.06 + 2.2 * Math.exp(-at / 190) + 0.08 * random() * Math.exp(-at / 700);
      write({ event: 'step', step: at, steps: epochs * 110, epoch, loss, sampledLoss: loss * 1.2, rate: 1e-3 }, 2300);
    }
    const [largest, smallest] = [extreme(1), extreme(0)].map((config) => measured(config, epoch, () => 0.5).accuracy!);
    write(
      { event: 'epoch', epoch, epochs, loss: 0.1, metric: 'accuracy', largest: largest!, smallest: smallest! },
      500,
    );
    write({ event: 'checkpoint', step: epoch * 110, file: `checkpoints/${epoch}` });
    if (epoch === epochs) break;
    const found = Array.from({ length: perEpoch }, () => evaluate('search', epoch, anyConfig(random)));
    round('search', epoch, perEpoch, found.length, nonDominatedOf(found));
  }
  write({ event: 'phase', phase: 'search' });
  evaluate('reference', epochs, extreme(1));
  evaluate('reference', epochs, extreme(0));
  const found: (ReturnType<typeof evaluate> & { config: Configuration })[] = [];
  let front: typeof found = [];
  while (found.length < evaluations) {
    const parent = front[Math.floor(random() * front.length)];
    const config = parent && found.length > 40 ? mutated(parent.config, random) : anyConfig(random);
    const one = { ...evaluate('search', epochs, config), config };
    found.push(one);
    if (!front.some((other) => better(other.metrics, one.metrics)))
      front = [...front.filter((other) => !better(one.metrics, other.metrics)), one];
    if (found.length % 10 === 0) round('search', epochs, evaluations, found.length, front);
  }
  write({ event: 'phase', phase: 'control' });
  const control: ReturnType<typeof evaluate>[] = [];
  while (control.length < evaluations) {
    control.push(evaluate('control', epochs, anyConfig(random)));
    if (control.length % (evaluations / 25) === 0)
      round('control', epochs, evaluations, control.length, nonDominatedOf(control));
  }
  write({ event: 'phase', phase: 'test' });
  for (const one of front) {
    const correct = Math.round(2000 * (one.metrics.accuracy! - 0.002 * random()));
    write({ event: 'test', id: one.id, metrics: { accuracy: correct / 2000, correct, count: 2000 } }, 500);
  }
  write({ event: 'finished', hypervolume: 0.8, controlHypervolume: 0.75, seconds: 600 });
  return { run: description(evaluations), events };
}

function description(evaluations: number): RunDescription {
  const perLayer = Array.from({ length: layers }, (_, i) => [
    { path: `layer[${i}].heads`, values: heads },
    { path: `layer[${i}].hidden`, values: hidden },
  ]);
  return {
    folder: '/generated/run',
    search: 'OnDigits',
    created: '2026-01-01T10:00:00Z',
    space: 'DigitsVit',
    file: '/generated/digits-vit.lithe',
    line: 35,
    seed: 1,
    device: 'cpu, 2 threads',
    objectives: [
      { metric: 'accuracy', goal: 'maximize' },
      { metric: 'macs', goal: 'minimize' },
    ],
    limits: [],
    epochs,
    evaluations,
    perEpoch,
    control: true,
    decisions: [{ path: 'depth', values: depths }, ...perLayer.flat()],
  };
}

/** Only active decisions are written. */
function configuration(depth: number, layer: (i: number) => { heads: number; hidden: number }): Configuration {
  const config: Record<string, number> = { depth };
  for (let i = 0; i < depth; i += 1) {
    config[`layer[${i}].heads`] = layer(i).heads;
    config[`layer[${i}].hidden`] = layer(i).hidden;
  }
  return config;
}

function extreme(end: 0 | 1): Configuration {
  const of = (values: readonly number[]) => values.at(end === 1 ? -1 : 0)!;
  return configuration(of(depths), () => ({ heads: of(heads), hidden: of(hidden) }));
}

function anyConfig(random: () => number): Configuration {
  const pick = (values: readonly number[]) => values[Math.floor(random() * values.length)]!;
  return configuration(pick(depths), () => ({ heads: pick(heads), hidden: pick(hidden) }));
}

function mutated(config: Configuration, random: () => number): Configuration {
  const fresh = anyConfig(random);
  const depth = Number(random() < 0.2 ? fresh.depth : config.depth);
  return configuration(depth, (i) => {
    const [h, w] = [`layer[${i}].heads`, `layer[${i}].hidden`];
    const from = (key: string, otherwise: number) => Number((random() < 0.3 ? fresh[key] : config[key]) ?? otherwise);
    return { heads: from(h, 2), hidden: from(w, 64) };
  });
}

function measured(config: Configuration, epoch: number, random: () => number): Readonly<Record<string, number>> {
  let [macs, params, lost] = [64 * 16 * 49 + 640, 4900, 0];
  for (let i = 0; i < layers; i += 1) {
    const [h, w] = [Number(config[`layer[${i}].heads`] ?? 0), Number(config[`layer[${i}].hidden`] ?? 0)];
    macs += 50 * 64 * 16 * h * 4 + 2 * 50 * 50 * 16 * h + 2 * 50 * 64 * w;
    params += 64 * 16 * h * 4 + 2 * 64 * w + 300;
    lost += (0.006 + 0.002 * i) * (1 - h / 4) ** 1.8 + 0.009 * (1 - w / 128) ** 1.6;
  }
  const share = 0.982 - lost - 0.3 * Math.exp(-epoch / 1.9) + 0.006 * (random() - 0.5);
  const correct = Math.max(100, Math.min(995, Math.round(share * 1000)));
  return { accuracy: correct / 1000, correct, count: 1000, macs, params, bytes: 4 * params, activations: macs / 40 };
}

interface Made {
  readonly id: number;
  readonly metrics: Metrics;
}

/** Sorted by MACs, so that a pass over the best accuracy so far finds them. */
function nonDominatedOf(all: readonly Made[]): Made[] {
  let best = Number.NEGATIVE_INFINITY;
  const sorted = [...all].sort(
    (a, b) => a.metrics.macs! - b.metrics.macs! || b.metrics.accuracy! - a.metrics.accuracy!,
  );
  return sorted.filter(({ metrics }) => {
    const isBetter = metrics.accuracy! > best;
    if (isBetter) best = metrics.accuracy!;
    return isBetter;
  });
}

type Metrics = Readonly<Record<string, number>>;

function better(a: Metrics, b: Metrics): boolean {
  const noWorse = a.accuracy! >= b.accuracy! && a.macs! <= b.macs!;
  return noWorse && (a.accuracy! > b.accuracy! || a.macs! < b.macs!);
}

/** Area over accuracy 0.5 and under 12 M MACs, as a share of that box. */
function volume(front: readonly Metrics[]): number {
  let [area, floor] = [0, 0.5];
  for (const one of [...front].sort((a, b) => a.macs! - b.macs!)) {
    if (one.accuracy! <= floor) continue;
    area += (one.accuracy! - floor) * (12e6 - one.macs!);
    floor = one.accuracy!;
  }
  return area / (0.5 * 12e6);
}

/** mulberry32: a small generator of numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

import { decisionIsKnown } from '../checks/decision-is-known.ts';
import { settingFits } from '../checks/setting-fits.ts';
import { settingIsGiven } from '../checks/setting-is-given.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import type { Space } from '../space/space.ts';
import { readWeightsSource } from '../weights/read-weights.ts';
import type { WeightsMaps } from '../weights/weights-maps.ts';
import { readRecipe } from './recipe.ts';
import type { Distill, Finetune, Opening, SampledNetwork } from './search.ts';
import { SettingReader } from './settings.ts';

const names = {
  Epochs: 'epochs',
  Batch: 'batch',
  Accumulate: 'accumulate',
  Optimizer: 'optimizer',
  Clip: 'clip',
  Schedule: 'schedule',
  LabelSmoothing: 'label_smoothing',
  Dropout: 'dropout',
  StochasticDepth: 'stochastic_depth',
  Ema: 'ema',
  Patience: 'patience',
  Sample: 'sample',
  Shrink: 'shrink',
  Reorder: 'reorder',
  Distill: 'distill',
} as const;

const rate = { over: 0, typical: '1e-3' };
const share = { least: 0, under: 1 };
const count = { whole: true, least: 1 };

/** What the settings that are one number may be. */
const limits = {
  Batch: count,
  Accumulate: count,
  Clip: { over: 0 },
  LabelSmoothing: share,
  Dropout: share,
  StochasticDepth: share,
  Ema: share,
  Patience: count,
} as const;

export const optimizers = {
  adamw: {
    rate,
    decay: { least: 0, default: 0.01 },
    beta1: { ...share, default: 0.9 },
    beta2: { ...share, default: 0.999 },
    epsilon: { over: 0, default: 1e-8 },
  },
  sgd: { rate, decay: { least: 0, default: 0 }, momentum: { ...share, default: 0.9 } },
} as const;

const warmup = { warmup: { ...share, default: 0 } };
export const schedules = { constant: warmup, linear: warmup, cosine: warmup } as const;

export const networks = {
  largest: {},
  smallest: {},
  random: { count: { whole: true, least: 1, default: 1 } },
} as const;

export const orders = { importance: {} } as const;

const soft = { weight: { over: 0, most: 1, default: 0.5 }, temperature: { over: 0, default: 1 } };

export const teachers = {
  largest: { ...soft, labels: { over: 0, most: 1, default: 1 } },
  teacher: { ...soft, share: { over: 0, most: 1, default: 1 }, until: { over: 0, most: 1, default: 1 } },
} as const;

/** A `finetune` block, checked and with its defaults; undefined where something is wrong, which is reported. */
export function readFinetune(
  search: SettingReader,
  node: Ast.FinetuneBlock,
  maps: WeightsMaps,
  space: Space | undefined,
): Finetune | undefined {
  const reader = new SettingReader(search.problems, search.file, '`finetune`');
  const setting = reader.byType(node.settings, names);
  const epochs = readCount(reader, node, 'epochs', setting('Epochs')?.value, 'epochs 10');
  const optional = (type: keyof typeof limits): number | undefined => {
    const given = setting(type);
    return given === undefined ? undefined : reader.number(names[type], given.value, limits[type]);
  };
  const [batch = 32, accumulate = 1] = [optional('Batch'), optional('Accumulate')];
  const written = setting('Batch');
  const [clip, ema, patience] = [optional('Clip'), optional('Ema'), optional('Patience')];
  const [labelSmoothing = 0, dropout = 0] = [optional('LabelSmoothing'), optional('Dropout')];
  const stochasticDepth = optional('StochasticDepth') ?? 0;
  const optimizer = readOptimizer(reader, node, setting('Optimizer'));
  const schedule = readSchedule(reader, setting('Schedule'));
  const sample = readSample(reader, setting('Sample'));
  const shrink = readShrink(reader, setting('Shrink'), sample, space);
  const reorder = readReorder(reader, setting('Reorder'), shrink, space);
  const distill = readDistill(reader, setting('Distill'), sample, maps);
  search.sound &&= reader.sound;
  if (!reader.sound || epochs === undefined || optimizer === undefined) return undefined;
  return {
    epochs,
    batch,
    ...(written === undefined ? {} : { batchSource: rangeOfNode(written, reader.file) }),
    accumulate,
    optimizer,
    ...(clip === undefined ? {} : { clip }),
    schedule,
    labelSmoothing,
    dropout,
    stochasticDepth,
    ...(ema === undefined ? {} : { ema }),
    ...(patience === undefined ? {} : { patience }),
    sample,
    ...(shrink === undefined ? {} : { shrink }),
    ...(reorder === undefined ? {} : { reorder }),
    ...(distill === undefined ? {} : { distill }),
  };
}

function readCount(
  reader: SettingReader,
  owner: Ast.FinetuneBlock,
  name: string,
  value: Ast.Expression | undefined,
  written: string,
): number | undefined {
  if (value === undefined) return reader.reportHead(owner, settingIsGiven(reader.owner, name, written));
  return reader.number(name, value, { whole: true, least: 1 });
}

function readOptimizer(
  reader: SettingReader,
  owner: Ast.FinetuneBlock,
  node: Ast.Optimizer | undefined,
): Finetune['optimizer'] | undefined {
  if (node === undefined) {
    return reader.reportHead(owner, settingIsGiven(reader.owner, 'optimizer', 'optimizer adamw(rate: 1e-3)'));
  }
  const chosen = readRecipe(reader, 'optimizer', node.recipe, optimizers);
  if (chosen === undefined) return undefined;
  const { name, value } = chosen;
  const common = { rate: value('rate'), decay: value('decay') };
  if (name === 'sgd') return { kind: 'sgd', ...common, momentum: value('momentum') };
  return { kind: 'adamw', ...common, beta1: value('beta1'), beta2: value('beta2'), epsilon: value('epsilon') };
}

function readSchedule(reader: SettingReader, node: Ast.Schedule | undefined): Finetune['schedule'] {
  const chosen = node === undefined ? undefined : readRecipe(reader, 'schedule', node.recipe, schedules);
  return { kind: chosen?.name ?? 'cosine', warmup: chosen?.value('warmup') ?? 0 };
}

/** InstaTune's step where nothing is given: the largest network and one random one. */
function readSample(reader: SettingReader, node: Ast.Sample | undefined): readonly SampledNetwork[] {
  if (node === undefined) return [{ kind: 'largest' }, { kind: 'random', count: 1 }];
  return node.networks.flatMap((network): readonly SampledNetwork[] => {
    const chosen = readRecipe(reader, 'sample', network, networks);
    if (chosen === undefined) return [];
    return [chosen.name === 'random' ? { kind: 'random', count: chosen.value('count') } : { kind: chosen.name }];
  });
}

/** Names without `from` open in equal parts of the steps. */
function readShrink(
  reader: SettingReader,
  node: Ast.Shrink | undefined,
  sample: readonly SampledNetwork[],
  space: Space | undefined,
): readonly Opening[] | undefined {
  if (node === undefined) return undefined;
  if (sample.every(({ kind }) => kind === 'largest')) {
    const wanted = 'beside networks in `sample` that it holds back, such as `random(1)`';
    return reader.report(node, settingFits('shrink', wanted, 'beside `largest` alone'));
  }
  const known = [...new Set(space?.decisions.map(({ name }) => name))];
  const timed = node.openings.filter(({ from }) => from !== undefined).length;
  if (timed > 0 && timed < node.openings.length) {
    const wanted = 'a list with `from` behind every name, or behind none';
    reader.report(node, settingFits('shrink', wanted, `one with it behind ${timed} of ${node.openings.length}`));
  }
  const openings: Opening[] = [];
  for (const [index, opening] of node.openings.entries()) {
    const { name } = opening;
    if (name === undefined) {
      reader.sound = false;
      continue;
    }
    if (space !== undefined && !known.includes(name))
      reader.reportAt(opening, 'name', decisionIsKnown(name, known, name));
    if (openings.some((one) => one.name === name)) {
      reader.reportAt(opening, 'name', settingFits('shrink', `a list with \`${name}\` once`, 'one with it twice'));
    }
    const from =
      timed === 0
        ? (index + 1) / (node.openings.length + 1)
        : reader.number('from', opening.from, { over: 0, under: 1 });
    const before = openings.at(-1);
    if (from !== undefined && before !== undefined && from < before.from) {
      const wanted = `no earlier than ${percent(before.from)}, where \`${before.name}\` opens, which stands before \`${name}\``;
      reader.reportAt(opening, 'from', settingFits('from', wanted, percent(from)));
    }
    if (from !== undefined) openings.push({ name, from });
  }
  return openings;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(12))}%`;
}

/** Random numbers are of no importance: there is something to sort in weights of someone else, or once the largest is trained. */
function readReorder(
  reader: SettingReader,
  node: Ast.Reorder | undefined,
  shrink: readonly Opening[] | undefined,
  space: Space | undefined,
): 'importance' | undefined {
  const chosen = node === undefined ? undefined : readRecipe(reader, 'reorder', node.recipe, orders);
  if (node === undefined || chosen === undefined) return undefined;
  if (space !== undefined && space.weights === undefined && shrink === undefined) {
    const wanted = 'beside `shrink`, or in a search of a super-network with `weights`';
    return reader.report(node, settingFits('reorder', wanted, 'among random weights, which are of no importance yet'));
  }
  return chosen.name;
}

function readDistill(
  reader: SettingReader,
  node: Ast.Distill | undefined,
  sample: readonly SampledNetwork[],
  maps: WeightsMaps,
): Distill | undefined {
  if (node === undefined) return undefined;
  const chosen = readRecipe(reader, 'distill from', node.teacher, teachers);
  if (chosen === undefined) return undefined;
  if (sample[0]?.kind !== 'largest') {
    const wanted = 'with `largest` first in `sample`, whose outputs the other networks learn from';
    return reader.report(node, settingFits('distill', wanted, `with \`${sample[0]?.kind ?? 'nothing'}\` first`));
  }
  const { name, value } = chosen;
  const [weight, temperature] = [value('weight'), value('temperature')];
  if (name === 'largest') {
    if (node.weights !== undefined)
      reader.report(node.weights, settingFits('weights', 'behind `teacher`', 'behind `largest`'));
    return { weight, temperature, labels: value('labels') };
  }
  if (node.weights === undefined) {
    return reader.report(
      node,
      settingIsGiven('`distill from teacher`', 'weights', 'weights "teacher.safetensors"', ' behind it'),
    );
  }
  const weights = readWeightsSource(node.weights, reader.file, reader.problems, maps);
  if (weights === undefined) {
    reader.sound = false;
    return undefined;
  }
  return {
    weight,
    temperature,
    labels: 1 - weight,
    teacher: { weights, share: value('share'), until: value('until') },
  };
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile, genomeOf, largest, smallest } from '../../../language/index.ts';
import { compiled } from '../space/compiled.ts';

const head = `
supernet S {
  input image: image[1, 8, 8]
  to_tokens
  take_token(0)
  linear(8)
  elastic depth in 1..2
  layer: repeat depth { elastic hidden in [4, 8]; linear(hidden); linear(8) }
  pick: choose kind { wide { relu } none {} }
}
dataset D { images "a" labels "b"; validation "c" labels "d" }`;

function searchOf(settings: string) {
  const compilation = compiled(`${head}\nsearch Q { space S\n${settings} }`);
  return { search: compilation.searches[0]!, space: compilation.spaces[0]! };
}

it('requires latencies on targets, by name', () => {
  const text = (name: string) => `${head}
target Phone { device cpu }
search Q { space S; minimize latency on Phone; maximize params; require latency on ${name} <= 10ms and depth <= 1 }`;
  const { searches, spaces } = compiled(text('Phone'));
  const [requirement] = searches[0]!.requirements;
  expect(requirement!.metrics).toEqual(['latency on Phone']);
  const at = (seconds: number) => requirement!.holds(smallest(spaces[0]!), { 'latency on Phone': seconds });
  expect([at(0.009), at(0.011)]).toEqual([true, false]);
  const wrong = compile(text('Phon'), { file: 'f' }).diagnostics;
  expect(wrong.map(({ code, message }) => [code, message])).toEqual([
    ['unknown-target', 'this file has no target `Phon`; did you mean `Phone`?'],
  ]);
});

describe('a whole file', () => {
  const { searches, datasets } = compiled(readFileSync('test/fixtures/vision-transformer.lithe', 'utf8'));

  it('asks for InstaTune and LINAS', () => {
    const [{ source, ...search }] = searches as [(typeof searches)[number]];
    expect(source.line).toBe(32);
    expect(search).toEqual({
      name: 'OnDigits',
      space: 'DigitsVit',
      data: 'Digits',
      objectives: [
        { metric: 'accuracy', goal: 'maximize' },
        { metric: 'macs', goal: 'minimize' },
      ],
      requirements: [],
      finetune: {
        epochs: 12,
        batch: 64,
        batchSource: expect.objectContaining({ column: 5 }),
        optimizer: { kind: 'adamw', rate: 2e-3, decay: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
        schedule: { kind: 'cosine', warmup: 0.1 },
        accumulate: 1,
        labelSmoothing: 0,
        dropout: 0,
        stochasticDepth: 0,
        sample: [{ kind: 'largest' }, { kind: 'random', count: 1 }],
        distill: { weight: 0.7, temperature: 1, labels: 1 },
      },
      explore: { strategy: 'linas', population: 50, evaluations: 250, perEpoch: 8 },
      control: 'random',
      seed: 1,
    });
  });

  it('reads its digits', () => {
    expect(datasets).toMatchObject([
      {
        name: 'Digits',
        content: {
          kind: 'images',
          normalize: { mean: [0.1307], deviation: [0.3081] },
          augment: [{ kind: 'shift', pixels: 2 }],
        },
        task: { kind: 'class' },
        train: {
          files: ['data/digits/train-images.idx3-ubyte'],
          format: 'idx',
          labels: { file: 'data/digits/train-labels.idx1-ubyte' },
        },
        validation: { kind: 'share', share: 0.125 },
        test: {
          files: ['data/digits/test-images.idx3-ubyte'],
          labels: { file: 'data/digits/test-labels.idx1-ubyte' },
        },
      },
    ]);
  });
});

describe('a search', () => {
  it('of costs needs no data and no fine-tuning', () => {
    const { search } = searchOf('minimize macs; maximize params');
    expect(search).toMatchObject({
      explore: { strategy: 'linas', evaluations: 250, perEpoch: 0, population: 50 },
      seed: 1,
    });
    expect(search).not.toHaveProperty('data');
    expect(search).not.toHaveProperty('finetune');
    expect(search).not.toHaveProperty('control');
  });

  it.each([
    ['random(evaluations: 5)', { strategy: 'random', evaluations: 5, perEpoch: 0 }],
    ['nsga2(10, 50)', { strategy: 'nsga2', evaluations: 50, perEpoch: 0, population: 10 }],
    ['hvi(evaluations: 60)', { strategy: 'hvi', evaluations: 60, perEpoch: 0, initial: 30, batch: 10 }],
  ])('explores by %s', (written, explore) => {
    expect(searchOf(`minimize macs; explore ${written}`).search.explore).toEqual(explore);
  });

  it('fine-tunes with the defaults of each optimizer and schedule', () => {
    const settings =
      'epochs 3; optimizer sgd(rate: 0.1); schedule linear(warmup: 5%); sample largest, smallest, random(2)';
    expect(searchOf(`data D; maximize accuracy; finetune { ${settings} }`).search.finetune).toEqual({
      epochs: 3,
      batch: 32,
      optimizer: { kind: 'sgd', rate: 0.1, decay: 0, momentum: 0.9 },
      schedule: { kind: 'linear', warmup: 0.05 },
      accumulate: 1,
      labelSmoothing: 0,
      dropout: 0,
      stochasticDepth: 0,
      sample: [{ kind: 'largest' }, { kind: 'smallest' }, { kind: 'random', count: 2 }],
    });
  });

  it('reads what else training may be asked for, in a super-network whose names are the same words', () => {
    const settings =
      'accumulate 4; clip 0.5; label_smoothing 10%; dropout 0.1; stochastic_depth 20%; ema 0.999; patience 3';
    const { search } = searchOf(
      `data D; maximize accuracy; finetune { epochs 3; optimizer adamw(rate: 1e-3); ${settings} }`,
    );
    expect(search.finetune).toMatchObject({
      accumulate: 4,
      clip: 0.5,
      labelSmoothing: 0.1,
      dropout: 0.1,
      stochasticDepth: 0.2,
      ema: 0.999,
      patience: 3,
    });
    const words = 'supernet W { input ema: vector[8]; elastic clip in [4, 8]; dropout(0.1); patience: linear(clip) }';
    expect(compile(words, { file: 'words.lithe' }).diagnostics).toEqual([]);
  });

  it('distils from the largest network, or from a teacher with weights of its own', () => {
    const distillOf = (written: string) =>
      searchOf(`data D; maximize accuracy; finetune { epochs 3; optimizer adamw(rate: 1e-3); distill from ${written} }`)
        .search.finetune?.distill;
    expect(distillOf('largest(weight: 0.7, labels: 0.3)')).toEqual({ weight: 0.7, temperature: 1, labels: 0.3 });
    expect(
      distillOf('teacher(weight: 0.75, until: 50%) weights "t.safetensors" { "l.{i}.w" -> layer[i].linear.weight }'),
    ).toMatchObject({
      weight: 0.75,
      temperature: 1,
      labels: 0.25,
      teacher: { share: 1, until: 0.5, weights: { source: 't.safetensors', lines: [{ transposed: false }] } },
    });
  });

  it('opens decisions one name after the other, when it says so or in equal parts', () => {
    const finetuneOf = (written: string) =>
      searchOf(`data D; maximize accuracy; finetune { epochs 3; optimizer adamw(rate: 1e-3); shrink ${written} }`)
        .search.finetune;
    const shrinkOf = (written: string) => finetuneOf(written)?.shrink;
    expect(shrinkOf('hidden from 10%, depth from 1 / 2, kind from 50%')).toEqual([
      { name: 'hidden', from: 0.1 },
      { name: 'depth', from: 0.5 },
      { name: 'kind', from: 0.5 },
    ]);
    expect(finetuneOf('hidden; reorder importance')?.reorder).toBe('importance');
    expect(shrinkOf('kind, hidden, depth')?.map(({ name, from }) => [name, from])).toEqual([
      ['kind', 1 / 4],
      ['hidden', 2 / 4],
      ['depth', 3 / 4],
    ]);
  });

  it.each([
    ['shrink hiden', 'there is no decision `hiden`; did you mean `hidden`?'],
    ['shrink hidden, hidden', '`shrink` must be a list with `hidden` once, and is one with it twice'],
    ['shrink hidden from 100%', '`from` must be a number over 0 and under 1, and is 1'],
    ['shrink hidden from 0%', '`from` must be a number over 0 and under 1, and is 0'],
    [
      'shrink hidden from 20%, depth',
      '`shrink` must be a list with `from` behind every name, or behind none, and is one with it behind 1 of 2',
    ],
    [
      'shrink hidden from 50%, depth from 20%',
      '`from` must be no earlier than 50%, where `hidden` opens, which stands before `depth`, and is 20%',
    ],
    [
      'sample largest; shrink hidden',
      '`shrink` must be beside networks in `sample` that it holds back, such as `random(1)`, and is beside `largest` alone',
    ],
    [
      'reorder importance',
      '`reorder` must be beside `shrink`, or in a search of a super-network with `weights`, and is among random weights, which are of no importance yet',
    ],
    ['shrink hidden; reorder size', /`reorder` has no `size`|`size`/],
    ['distill from teacher', /`distill from teacher` needs/],
    ['distill from largest weights "a"', '`weights` must be behind `teacher`, and is behind `largest`'],
    ['distill from teacher(until: 0) weights "a"', '`until` must be a number over 0 and at most 1, and is 0'],
    ['distill from teacher weights "a" as nothing', /no map `nothing`|`nothing`/],
    ['distill from teacher weights "a" { "x" -> nowhere.weight }', /nowhere/],
    ['accumulate 0', '`accumulate` must be a whole number of at least 1, and is 0'],
    ['clip 0', '`clip` must be a number over 0, and is 0'],
    ['label_smoothing 1', '`label_smoothing` must be a number of at least 0 and under 1, and is 1'],
    ['dropout 1.5', '`dropout` must be a number of at least 0 and under 1, and is 1.5'],
    ['stochastic_depth -1', '`stochastic_depth` must be a number of at least 0 and under 1, and is -1'],
    ['ema 1', '`ema` must be a number of at least 0 and under 1, and is 1'],
    ['patience 2.5', '`patience` must be a whole number of at least 1, and is 2.5'],
    ['clip 1; clip 2', '`clip` is given already, on line 13; take one of the two away'],
  ])('tells what is wrong with %s', (setting, message) => {
    const text = `${head}\nsearch Q { space S; data D; maximize accuracy\nfinetune { epochs 1; optimizer sgd(rate: 1); ${setting} } }`;
    const { diagnostics } = compile(text, { file: 'wrong.lithe' });
    expect(diagnostics.map((one) => one.message)).toEqual([
      message instanceof RegExp ? expect.stringMatching(message) : message,
    ]);
  });
});

describe('a requirement', () => {
  const metrics = { macs: 2_000_000, accuracy: 0.9 };

  it('reads metrics and decisions in any expression', () => {
    const { search, space } = searchOf(`minimize macs
      require macs / 2 <= 1M and accuracy > 50%
      require layer[0].hidden == 4 or depth >= 2
      require pick.kind == none`);
    const [costs, decisions, choice] = search.requirements;
    expect(costs).toMatchObject({ text: 'macs / 2 <= 1M and accuracy > 50%', metrics: ['accuracy', 'macs'] });
    expect(costs!.holds([], metrics)).toBe(true);
    expect(costs!.holds([], { ...metrics, macs: 2_000_001 })).toBe(false);
    expect(decisions!.metrics).toEqual([]);
    const at = (configuration: Record<string, number | string>) => {
      const found = genomeOf(space, configuration);
      return 'genome' in found ? found.genome : [];
    };
    expect(decisions!.holds(smallest(space), {})).toBe(true);
    expect(decisions!.holds(largest(space), {})).toBe(true);
    expect(decisions!.holds(at({ depth: 1, 'layer[0].hidden': 8 }), {})).toBe(false);
    expect(choice!.holds(at({ 'pick.kind': 'wide' }), {})).toBe(false);
    expect(choice!.holds(at({ 'pick.kind': 'none' }), {})).toBe(true);
  });

  it('throws where a metric that it reads is missing', () => {
    const { search } = searchOf('minimize macs; require params < 100');
    expect(() => search.requirements[0]!.holds([], metrics)).toThrow('reads params');
  });
});

describe('a target', () => {
  const target = (settings: string) => `target Phone { ${settings} }`;
  const objective = (text: string, goal = 'minimize latency on Phone') =>
    compile(`${head}\n${text}\nsearch Q { space S; ${goal} }`, { file: 'a' });

  it('is a device, with threads and a batch', () => {
    const { targets, searches, diagnostics } = objective(target('device cpu; threads 4; batch 8'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['not-executed']);
    expect(targets).toMatchObject([{ name: 'Phone', device: 'cpu', threads: 4, batch: 8 }]);
    expect(searches[0]?.objectives).toEqual([{ metric: 'latency', goal: 'minimize', target: 'Phone' }]);
  });

  it('has one example in a batch where nothing is said, and the threads of its device', () => {
    expect(objective(target('device webgpu')).targets[0]).not.toHaveProperty('threads');
    expect(objective(target('device webgpu')).targets[0]?.batch).toBe(1);
  });

  it('is one objective each, beside the latency where the search runs', () => {
    const two = `${target('device cpu')}\ntarget Server { device cuda }`;
    const both = objective(two, 'minimize latency on Phone; minimize latency on Server; minimize latency');
    expect(new Set(both.diagnostics.map(({ code }) => code))).toEqual(new Set(['not-executed']));
    expect(both.searches[0]?.objectives.map((one) => one.target)).toEqual(['Phone', 'Server', undefined]);
    const twice = objective(two, 'minimize latency on Phone; maximize latency on Phone');
    expect(twice.diagnostics.map(({ code }) => code)).toEqual(['repeated-setting']);
  });

  it.each([
    ['', 'minimize latency on Phone', /has no `device`|`device`/],
    ['device gpu', 'minimize latency on Phone', /`device` has no `gpu`/],
    ['device cuda; threads 2', 'minimize latency on Phone', /`threads` must be left out where the device is not `cpu`/],
    ['device cpu; threads 0', 'minimize latency on Phone', /`threads` must be a whole number of at least 1/],
    ['device cpu; batch 1.5', 'minimize latency on Phone', /`batch` must be a whole number/],
    ['device cpu; device cpu', 'minimize latency on Phone', /`device`/],
    ['device cpu; cores 2', 'minimize latency on Phone', /no setting `cores`|`cores`/],
    ['device cpu', 'minimize latency on Fone', /no target `Fone`; did you mean `Phone`/],
    ['device cpu', 'minimize macs on Phone', /`on` must be behind `latency`/],
  ])('is checked: %s, %s', (settings, goal, says) => {
    const { diagnostics, searches } = objective(target(settings), goal);
    expect(diagnostics.map(({ message }) => message).join('\n')).toMatch(says);
    if (goal.includes('Fone') || goal.includes('macs')) expect(searches).toEqual([]);
  });

  it('gives a time that a requirement may bound', () => {
    const { searches } = compiled(`${head}\nsearch Q { space S; minimize latency; require latency <= 10ms }`);
    const [requirement] = searches[0]!.requirements;
    expect(requirement?.metrics).toEqual(['latency']);
    expect([0.009, 0.011].map((latency) => requirement?.holds([0, 0, 0, 0], { latency }))).toEqual([true, false]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { genomeOf, largest, smallest } from '../../../language/index.ts';
import { compiled } from '../space/compiled.ts';

const head = `
supernet S {
  input v: vector[8]
  elastic depth in 1..2
  layer: repeat depth { elastic hidden in [4, 8]; linear(hidden); linear(8) }
  pick: choose kind { wide { relu } none {} }
}
dataset D { images "a" labels "b"; validation "c" labels "d" }`;

function searchOf(settings: string) {
  const compilation = compiled(`${head}\nsearch Q { space S\n${settings} }`);
  return { search: compilation.searches[0]!, space: compilation.spaces[0]! };
}

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
        optimizer: { kind: 'adamw', rate: 2e-3, decay: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
        schedule: { kind: 'cosine', warmup: 0.1 },
        sample: [{ kind: 'largest' }, { kind: 'random', count: 1 }],
        distill: { from: 'largest', weight: 0.7, temperature: 1 },
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
        train: { images: 'data/digits/train-images.idx3-ubyte', labels: 'data/digits/train-labels.idx1-ubyte' },
        validation: { kind: 'share', share: 0.125 },
        test: { images: 'data/digits/test-images.idx3-ubyte', labels: 'data/digits/test-labels.idx1-ubyte' },
        normalize: { mean: [0.1307], deviation: [0.3081] },
        shift: 2,
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
      sample: [{ kind: 'largest' }, { kind: 'smallest' }, { kind: 'random', count: 2 }],
    });
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
    const { search } = searchOf('minimize macs; require params < 5');
    expect(() => search.requirements[0]!.holds([], metrics)).toThrow('reads params');
  });
});

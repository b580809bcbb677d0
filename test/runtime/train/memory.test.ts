import { describe, expect, test } from 'vitest';
import { compile } from '../../../language/index.ts';
import { memoryNeed, refuseTooLarge } from '../../../runtime/train/memory.ts';
import { createSuperNetwork } from '../../../runtime/train/super-network.ts';

const text = (settings: string) => `
supernet Tiny {
  input image: image[1, 8, 8]
  to_tokens
  elastic depth in 1..3
  layer: repeat depth { residual { layernorm; linear(16); gelu; linear(1) } }
  global_pool
  linear(4)
}
dataset D { images "a" labels "b"; validation "c" labels "d" }
search S { space Tiny; data D; maximize accuracy
  finetune { epochs 1; optimizer adamw(rate: 1e-3); ${settings} } }`;

const encoder = (settings: string) => `
supernet Encoder {
  input ids: tokens[32]
  word: embedding(11, 8, padding: 0)
  repeat 2 { residual { layernorm; linear(16); gelu; linear(8) } }
  elastic width in [4, 8]
  linear(width)
  global_pool
  linear(4)
}
dataset D { text "a.tsv" column 1; label column 2; validation 10%; tokenizer "t.json" length 32 }
search S { space Encoder; data D; maximize accuracy
  finetune { epochs 1; optimizer adamw(rate: 1e-3); batch 64; ${settings} } }`;

function needOf(settings: string, shares = 1, { of = text, usual }: { of?: typeof text; usual?: number } = {}) {
  const { spaces, searches, diagnostics } = compile(of(settings), { file: 'tiny.lithe' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { finetune } = searches[0]!;
  const superNetwork = createSuperNetwork(spaces[0]!, { moments: 2, averaged: finetune!.ema !== undefined }, 1);
  return memoryNeed(superNetwork, finetune!, { shares, told: 'class', usual });
}

describe('the memory of training', () => {
  test('grows with the batch in what lies between operators, and not in the state', () => {
    const [one, four] = [needOf('batch 16; sample largest'), needOf('batch 64; sample largest')];
    expect(four.state).toBe(one.state);
    // The loss and its like are of no sample.
    expect(four.activations / one.activations).toBeCloseTo(4, 1);
    expect(needOf('batch 64; accumulate 4; sample largest')).toEqual(four);
  });

  test('counts a sub-network more, masks and the average', () => {
    const plain = needOf('batch 64; sample largest');
    expect(needOf('batch 64').activations).toBe(2 * plain.activations);
    const masked = needOf('batch 64; sample largest; dropout 0.1');
    // Of three residual branches over 64 rows of one number, and of the vector that the last linear reads.
    expect(masked.activations - plain.activations).toBeGreaterThanOrEqual(4 * 64 * (3 * 64 + 1));
    const averaged = needOf('batch 64; sample largest; ema 0.99').state - plain.state;
    expect(averaged).toBeGreaterThanOrEqual(4 * (3 * 50 + 8));
    expect(needOf('batch 64; sample largest', 2).state).toBeGreaterThan(plain.state);
  });

  test('counts the graph of the usual length of texts beside that of another', () => {
    const activations = (settings: string, usual?: number): number =>
      needOf(settings, 1, { of: encoder, ...(usual && { usual }) }).activations;
    const whole = activations('sample largest');
    expect(activations('sample largest', 32)).toBe(2 * whole);
    expect(activations('sample largest', 8) / whole).toBeCloseTo(1.25, 1);
    expect(activations('sample largest, random(1)', 8)).toBe(activations('sample largest, random(1)'));
  });

  test('that is not there is told in one line, with a batch that fits', () => {
    const { finetune } = compile(text('batch 64; accumulate 2'), { file: 'tiny.lithe' }).searches[0]!;
    const need = { state: 2 ** 30, activations: 8 * 2 ** 30 };
    expect(() => refuseTooLarge(need, 9 * 2 ** 30, finetune!, 'a.lithe:1:1')).not.toThrow();
    expect(() => refuseTooLarge(need, 4 * 2 ** 30, finetune!, 'a.lithe:1:1')).toThrow(
      'a.lithe:1:1: training takes about 9.0 GiB of memory (1.0 GiB for the program, weights, gradients and moments, ' +
        '8.0 GiB for the activations of a batch of 64), and 4.0 GiB are available: write `batch 16` and `accumulate 8`, ' +
        'whose steps take as many samples, or make the largest sub-network smaller.',
    );
    expect(() => refuseTooLarge(need, 2 ** 29, finetune!, 'a.lithe:1:1')).toThrow(
      /512 MiB are available: make the largest sub-network smaller, or take a machine with more memory\.$/,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { compile } from '../../../language/index.ts';

/** What is said of one mistake in an otherwise right file: one message. */
function said(text: string): string {
  const { diagnostics } = compile(text, { file: 'f' });
  return diagnostics.map(({ message }) => message).join('\n');
}

const net = `supernet S { input image: image[3, 8, 8]
  elastic width in [8, 16]
  conv(width, kernel: 1); global_pool
  layer: repeat 3 { elastic hidden in [4, 8]; linear(hidden) }
  linear(2) }`;
const onCosts = (settings: string) => `${net}\nsearch Q { space S; minimize macs; ${settings} }`;

describe('units in requirements', () => {
  it.each([
    [
      'params <= 15KB',
      '`params` is a count, and `15KB` is in bytes: write `params <= 15K`, or `size <= 15KB` if bytes are meant',
    ],
    [
      'params < 1MiB',
      '`params` is a count, and `1MiB` is in bytes: write `params < 1M`, or `size < 1MiB` if bytes are meant',
    ],
    [
      'macs <= 10ms',
      '`macs` is a count, and `10ms` is a time: write a value such as `10M`, or `latency <= 10ms` if a time is meant',
    ],
    [
      'size <= 2 * 10ms + 1',
      '`size` is in bytes, and `10ms` is a time: write a value such as `10MB`, or `latency <= 2 * 10ms + 1` if a time is meant',
    ],
    ['max(macs, params) <= 50%', '`macs` is a count, and `50%` is a share: write a value such as `10M`'],
    [
      'width > 8 or not (10s >= activations)',
      '`activations` is in bytes, and `10s` is a time: write a value such as `10MB`, or `(10s >= latency)` if a time is meant',
    ],
  ])('%s', (condition, message) => {
    expect(said(onCosts(`require ${condition}`))).toBe(message);
  });

  it.each(['size <= 0.25KiB * 2', 'params <= 50% * 260', 'size / params <= 3 or params <= 200', 'macs <= 2.4k'])(
    '%s is right',
    (condition) => {
      expect(said(onCosts(`require ${condition}`))).toBe('');
    },
  );
});

describe('copies in requirements', () => {
  it.each([
    ['layer[3].hidden == 4', 'there is no decision `layer[3].hidden`; the copies of `layer` are 0 to 2'],
    ['layer[0..2].hidden == 4', 'there is no decision `layer[0..2].hidden`; name one copy: `layer[0].hidden`'],
    ['layer.hidden == 4', 'there is no decision `layer.hidden`; name one copy: `layer[0].hidden`'],
    ['layer[0].hiden == 4', 'there is no decision `layer[0].hiden`; did you mean `layer[0].hidden`?'],
  ])('%s', (condition, message) => {
    expect(said(onCosts(`require ${condition}`))).toBe(message);
  });
});

describe('comparisons in requirements', () => {
  it.each([
    ['width = 16', 'equality is written `==`: write `width == 16`'],
    ['width = 16 and macs <= 2K', 'equality is written `==`: write `width == 16 and macs <= 2K`'],
    ['width =< 8', 'at most is written `<=`: write `width <= 8`'],
    ['width =< 4', 'at most is written `<=`: write `width <= 4`'],
    ['width = 16 or\n  width = 8', 'equality is written `==`: write `width == 16 or width == 8`'],
    ['width => 16', 'at least is written `>=`: write `width >= 16`'],
  ])('%s', (condition, message) => {
    expect(said(onCosts(`require ${condition}`))).toBe(message);
  });
});

const onImages = (data: string, settings: string, last = 'linear(2)') => `
supernet S { input image: image[3, 8, 8]; elastic width in [8, 16]; conv(width, kernel: 1); global_pool; ${last} }
dataset D { images "i"; ${data} }
search Q { space S; data D; ${settings} }`;

describe('the way of an objective', () => {
  it.each([
    [
      'minimize accuracy',
      '`minimize accuracy` searches for the lowest accuracy, and higher is better: write `maximize accuracy`',
    ],
    [
      'maximize accuracy; maximize size',
      '`maximize size` searches for the highest size, and lower is better: write `minimize size`',
    ],
    ['maximize params; minimize macs', ''],
    ['maximize params; require macs <= 2K', ''],
  ])('%s', (objectives, message) => {
    expect(said(onImages('validation 10%', objectives))).toBe(message);
  });
});

describe('data', () => {
  it('has levels from 0 to 1', () => {
    expect(said(onImages('validation 10%; normalize mean 127.5 deviation [58.4]', 'maximize accuracy'))).toBe(
      'levels are from 0 to 1 here, not to 255: divided by 255, this is `normalize mean 0.5 deviation [0.229]`',
    );
  });

  it('of classes needs an output for each', () => {
    expect(said(onImages('validation 10%', 'maximize accuracy', 'linear(1)'))).toBe(
      'the dataset `D` has classes to tell apart, and `S` has 1 output, which cannot: end it with one for each class, such as `linear(2)`',
    );
    expect(said(onImages('validation 10%; classes [a, b]', 'maximize accuracy', 'linear(1)'))).toBe(
      'the dataset `D` has 2 classes, and `S` has 1 output: end it with `linear(2)`',
    );
    expect(said(onImages('validation 10%; classes [a, b]', 'maximize accuracy', 'linear(5)'))).toBe('');
  });
});

describe('words and signs of other libraries', () => {
  it.each([
    ['validation 10', '`validation` must be a share, such as `10%`, and is 10'],
    [
      'validation 10%; resize 256',
      "`resize` must be `crop` or `stretch`, which make pictures as large as the network's input, and is 256",
    ],
    [
      'validation 10%; normalize mean [0.4, 0.4, 0.4] std [0.2, 0.2, 0.2]',
      'the word here is `deviation`, not `std`: write `deviation [0.2, 0.2, 0.2]`',
    ],
    [
      'validation 10%; batch 32',
      'the dataset `D` has no setting `batch`; it belongs in the `finetune { … }` of a search',
    ],
    ['validation = 10% // a tenth', 'settings are written without `=`: write `validation 10%`'],
  ])('in a dataset: %s', (settings, message) => {
    expect(said(`dataset D { images "i"\n${settings}\n }`)).toBe(message);
  });

  it.each([
    ['epochs = 2', 'settings are written without `=`: write `epochs 2`'],
    ['epochs 2; batch: 32', 'settings are written without `:`: write `batch 32`'],
    [
      'epochs 2\nlr: 1e-3',
      '`finetune` has no setting `lr`; it is an argument here: write `optimizer adamw(rate: 1e-3)`',
    ],
    [
      'epochs 2\nweight_decay = 0.1',
      '`finetune` has no setting `weight_decay`; it is an argument here: write `optimizer adamw(rate: 1e-3, decay: 0.01)`',
    ],
    ['epochs 2; schedule cosine(warmup: 500)', '`warmup` must be a share, such as `10%`, and is 500'],
  ])('in fine-tuning: %s', (settings, message) => {
    expect(said(onImages('validation 10%', `maximize accuracy; finetune { optimizer adamw(1e-3)\n${settings} }`))).toBe(
      message,
    );
  });

  it.each([
    ['lr: 1e-3', '`adamw` has no argument `lr`; here it is `rate`'],
    ['1e-3, weight_decay: 0.1', '`adamw` has no argument `weight_decay`; here it is `decay`'],
    ['1e-3, momentum: 0.9', '`adamw` has no argument `momentum`; here it is `beta1`'],
  ])('in an optimizer: %s', (given, message) => {
    const finetune = `finetune { epochs 2; optimizer adamw(${given}) }`;
    expect(said(onImages('validation 10%', `maximize accuracy; ${finetune}`))).toBe(message);
  });

  it('in a search', () => {
    expect(said(onImages('validation 10%', 'maximize accuracy').replace('data D', 'dataset D'))).toBe(
      'the word here is `data`, not `dataset`: write `data D`',
    );
    expect(said(onCosts('seed: 3\nexplore = random(evaluations: 2)'))).toBe(
      'settings are written without `:`: write `seed 3`\n' +
        'settings are written without `=`: write `explore random(evaluations: 2)`',
    );
  });
});

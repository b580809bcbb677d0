import { describe, expect, it } from 'vitest';
import { compile, type ElementFormat, type FoundWeights, type ListedTensor } from '../../../language/index.ts';

const vector = 'input v: vector[8]';
const rows = 'input rows: sequence[5, 8]';
const image = 'input image: image[3, 32, 32]';
const space = `supernet S { ${vector}; linear(2) }`;
const data = 'dataset D { images "i" labels "l"; validation 10% }';
const finetune = 'epochs 1; optimizer adamw(1e-3)';

/** Thirteen elastic kernels, and convolutions with them in both orders: the same sizes, which no formula shows. */
const numbers = Array.from({ length: 13 }, (_, i) => i);
const manyKernels = numbers.map((i) => `elastic k${i} in [2, 3]`).join('; ');
const convs = numbers.map((i) => `conv(3, k${i})`).join('; ');
const reversed = numbers.map((i) => `conv(3, k${12 - i})`).join('; ');

interface Case {
  readonly code: string;
  readonly bad: string;
  /** What the message must say. */
  readonly says: RegExp;
  readonly good: string;
}

/** A statement list inside a super-network, in a file. */
const net = (statements: string) => `supernet S { ${statements} }`;
const onImages = 'supernet S { input image: image[1, 8, 8]; global_pool; linear(2) }';
const search = (settings: string) => `${onImages}\n${data}\nsearch Q { ${settings} }`;
const texts = 'dataset D { text "t.tsv" column 1; label column 2; validation 10%; tokenizer "t.json" length 16 }';
const tokens = (length: number) =>
  `supernet S { input ids: tokens[${length}]; embedding(9, 4); take_token(0); linear(2) }`;
const onTexts = (length: number, metric = 'accuracy') =>
  `${tokens(length)}\n${texts}\nsearch Q { space S; data D; maximize ${metric} }`;

const cases: readonly Case[] = [
  { code: 'syntax', bad: net(`${vector}; linear(2`), says: /expected `\)`/, good: space },
  { code: 'syntax', bad: 'supernet S', says: /expected `{`, found the end of the file/, good: space },
  { code: 'syntax', bad: 'import "x', says: /no closing double quote/, good: 'import "lithe:mobile"' },
  {
    code: 'syntax',
    bad: net(`${vector} # it's a comment\n linear(2)`),
    says: /comment starts with `\/\/`/,
    good: space,
  },
  { code: 'syntax', bad: net(`${vector}; y = linear(2)`), says: /named by a label/, good: space },
  { code: 'syntax', bad: 'network S { }', says: /declared by `supernet Name/, good: space },
  { code: 'syntax', bad: net(`${image}; conv(2 kernel: 3)`), says: /comma missing/, good: net(`${image}; conv(2, 3)`) },
  {
    code: 'equals-for-colon',
    bad: net(`${image}; conv(2, kernel=3)`),
    says: /write `kernel: 3`/,
    good: net(`${image}; conv(2, kernel: 3)`),
  },
  {
    code: 'unknown-operator',
    bad: net(`${image}; Conv2d(3, 2, 3)`),
    says: /write `conv\(out, kernel\)`; the channels that enter are known/,
    good: net(`${image}; conv(2, 3)`),
  },
  {
    code: 'unknown-argument',
    bad: net(`${image}; conv(out_channels: 2, kernel: 3)`),
    says: /here it is `out`/,
    good: net(`${image}; conv(out: 2, kernel: 3)`),
  },
  {
    code: 'wrong-argument',
    bad: net(`${image}; conv(2, 3, padding: "same")`),
    says: /`padding` of `conv` must be a number.*leave `padding` out/,
    good: net(`${image}; conv(2, 3)`),
  },
  {
    code: 'wrong-kind-of-input',
    bad: 'supernet S { input ids: tokens[8]; attention(heads: 4) }',
    says: /`attention` takes a sequence, and is given token ids/,
    good: 'supernet S { input ids: tokens[8]; embedding(9, 8); attention(heads: 4) }',
  },
  {
    code: 'nested-too-deep',
    bad: net(`${vector}; linear(${'('.repeat(3000)}2${')'.repeat(3000)})`),
    says: /nested too deep/,
    good: net(`${vector}; linear(${'('.repeat(20)}2${')'.repeat(20)})`),
  },
  {
    code: 'unknown-operator',
    bad: net(`${vector}; lienar(2)`),
    says: /no operator or block `lienar`; did you mean `linear`\?/,
    good: space,
  },
  {
    code: 'unknown-name',
    bad: net(`${vector}; elastic act in [relu, silu]; act`),
    says: /nothing here is called `silu`; did you mean `swish`\?/,
    good: net(`${vector}; elastic act in [relu, swish]; act`),
  },
  {
    code: 'unknown-operator',
    bad: net(`${vector}; SiLU`),
    says: /no operator or block `SiLU`; did you mean `swish`\?/,
    good: net(`${vector}; swish`),
  },
  {
    code: 'unknown-operator',
    bad: net(`${image}; MaxPool2d(2)`),
    says: /did you mean `max_pool`\?/,
    good: net(`${image}; max_pool(2)`),
  },
  {
    code: 'unknown-operator',
    bad: net(`${image}; InvertedResidual(16)`),
    says: /standard library; add `import "lithe:mobile"`/,
    good: `import "lithe:mobile"\n${net(`${image}; InvertedResidual(16)`)}`,
  },
  {
    code: 'unknown-operator',
    bad: 'block Unused(part) { elastic act in [relu, gelu]; act; part; rellu }',
    says: /did you mean `relu`\?/,
    good: 'block Unused(part) { elastic act in [relu, gelu]; act; part; relu }',
  },
  {
    code: 'unknown-name',
    bad: net(`${vector}; linear(flor(3 / 2))`),
    says: /nothing here is called `flor`; did you mean `floor`\?/,
    good: net(`${vector}; linear(floor(3 / 2))`),
  },
  {
    code: 'unknown-name',
    bad: net(`${vector}; elastic width in [4, 8]; linear(widht); linear(width)`),
    says: /nothing here is called `widht`; did you mean `width`\?/,
    good: net(`${vector}; elastic width in [4, 8]; linear(width)`),
  },
  {
    code: 'duplicate-name',
    bad: net(`${vector}; a: linear(2); a: linear(2)`),
    says: /`a` is taken already, on line 1/,
    good: net(`${vector}; a: linear(2); b: linear(2)`),
  },
  {
    code: 'duplicate-name',
    bad: net(`${vector}; elastic a in [1, 2]; residual { elastic a in [1, 2]; linear(a * 8 / a) }; linear(a)`),
    says: /taken already/,
    good: net(`${vector}; elastic a in [1, 2]; residual { elastic b in [1, 2]; linear(b * 8 / b) }; linear(a)`),
  },
  {
    code: 'empty-label',
    bad: net(`${vector}; a:\nb: linear(2)`),
    says: /nothing follows the label `a`/,
    good: net(`${vector}; a: {}\nb: linear(2)`),
  },
  { code: 'duplicate-name', bad: `${space}\n${space}`, says: /`S` is taken already, on line 1/, good: space },
  {
    code: 'unknown-argument',
    bad: net(`${vector}; linear(2, biass: false)`),
    says: /no argument `biass`; did you mean `bias`\?/,
    good: net(`${vector}; linear(2, bias: false)`),
  },
  {
    code: 'wrong-argument',
    bad: net(`${vector}; linear(true)`),
    says: /`out` of `linear` must be a number, and is true/,
    good: space,
  },
  {
    code: 'wrong-argument',
    bad: net(`${vector}; linear(relu)`),
    says: /must be a number, and is the operator `relu`/,
    good: space,
  },
  {
    code: 'too-many-arguments',
    bad: net(`${vector}; relu(3)`),
    says: /`relu` takes no arguments/,
    good: net(`${vector}; relu`),
  },
  {
    code: 'repeated-argument',
    bad: net(`${vector}; linear(2, out: 3)`),
    says: /`out` of `linear` is given already/,
    good: net(`${vector}; linear(out: 3)`),
  },
  {
    code: 'missing-argument',
    bad: net(`${image}; conv(8)`),
    says: /`conv` needs `kernel`: write `conv\(kernel: …\)`/,
    good: net(`${image}; conv(8, 3)`),
  },
  {
    code: 'missing-argument',
    bad: `block B(n) { linear(n) }\n${net(`${vector}; B`)}`,
    says: /`B` needs `n`/,
    good: `block B(n = 3) { linear(n) }\n${net(`${vector}; B`)}`,
  },
  {
    code: 'residual-mismatch',
    bad: net(`${vector}; residual { linear(9) }`),
    says: /gives vector\[9\].*vector\[8\].*end the body with `linear\(8\)`/,
    good: net(`${vector}; residual { linear(9); linear(8) }`),
  },
  {
    code: 'residual-mismatch',
    bad: net(`${image}; conv(8, 3); l: repeat 2 { elastic w in [4, 8]; residual { conv(w, 3) } }`),
    says: /gives image\[4, 32, 32\].* image\[8, 32, 32\],.*where l\[0\].w = 4; end the body with `conv\(8, kernel: 1\)`/,
    good: net(`${image}; conv(8, 3); l: repeat 2 { elastic w in [4, 8]; residual { conv(w, 3); conv(8, kernel: 1) } }`),
  },
  {
    code: 'residual-mismatch',
    bad: net(
      `${image}; elastic v in [4, 8]; conv(v, 3); l: repeat 2 { elastic w in [4, 8]; residual { conv(w, 3); relu } }`,
    ),
    says: /where v = 4, l\[0\].w = 8; add a `shortcut .*, or take both widths from one decision, declared above the `repeat`$/,
    good: net(
      `${image}; elastic v in [4, 8]; conv(v, 3); l: repeat 2 { elastic w in [4, 8]; residual { conv(w, 3) } shortcut { conv(w, 1) } }`,
    ),
  },
  {
    code: 'residual-mismatch',
    bad: net(`${image}; l: repeat 2 { elastic kernel in [2, 3]; residual { conv(3, kernel) } }`),
    says: /where l\[0\].kernel = 2; take odd kernels \(an even one, such as 2, shrinks the image\)$/,
    good: net(`${image}; l: repeat 2 { elastic kernel in [3, 5]; residual { conv(3, kernel) } }`),
  },
  {
    code: 'residual-mismatch',
    bad: net(`${image}; residual { conv(16, 3, stride: 2) } shortcut { conv(16, kernel: 1) }`),
    says: /the shortcut's image\[16, 32, 32\] .*; take stride 1 throughout the body, or let the `shortcut` give what/,
    good: net(`${image}; residual { conv(16, 3, stride: 2) } shortcut { conv(16, kernel: 1, stride: 2) }`),
  },
  {
    code: 'wrong-kind-of-input',
    bad: net(`${image}; linear(9)`),
    says: /`conv\(out, kernel: 1\)`/,
    good: net(`${image}; conv(9, kernel: 1)`),
  },
  {
    code: 'sizes-differ',
    bad: net(`${vector}; elastic w in [8, 9]; a: linear(w); from v; b: linear(8); sum(a, b)`),
    says: /vector\[9\].*vector\[8\].*w = 9/,
    good: net(`${vector}; elastic w in [8, 9]; a: linear(w); from v; b: linear(w); sum(a, b)`),
  },
  {
    code: 'paths-differ',
    bad: net(`${image}; choose c { a { global_pool } b {} }`),
    says: /may give vector\[3\] or image\[3, 32, 32\]/,
    good: net(`${image}; choose c { a { relu } b {} }`),
  },
  {
    code: 'heads-do-not-divide',
    bad: net('input s: sequence[4, 512]; elastic heads in [4, 6]; attention(heads)'),
    says: /6 heads do not divide the width 512 where heads = 6/,
    good: net('input s: sequence[4, 512]; elastic heads in [4, 8]; attention(heads)'),
  },
  {
    code: 'unchecked-size',
    bad: net(`${image}; ${manyKernels}; a: {${convs}}; from image; b: {${reversed}}; sum(a, b)`),
    says: /too many decisions meet here/,
    good: net(`${image}; ${manyKernels}; a: {${convs}}; from image; b: {${convs}}; sum(a, b)`),
  },
  {
    code: 'not-whole',
    bad: net(`${image}; conv(x.channels * 0.3, kernel: 1)`),
    says: /^`out` of `conv` is 0\.9, and must be whole; use `round\(…\)`, `floor\(…\)` or `round_to\(…, 8\)`$/,
    good: net(`${image}; conv(round(x.channels * 0.3), kernel: 1)`),
  },
  {
    code: 'not-whole',
    bad: net(`${image}; elastic w in [0.3, 0.5]; conv(x.channels * w, kernel: 1)`),
    says: /is 0\.9 where w = 0\.3, and must be whole: `w \* 3` does not come out even; .*, or take that value out/,
    good: net(`${image}; elastic w in [2, 3]; conv(x.channels * w, kernel: 1)`),
  },
  {
    code: 'argument-out-of-range',
    bad: net(`${vector}; dropout(0.7 * 3)`),
    says: /is 2\.1, and must be/,
    good: net(`${vector}; relu`),
  },
  {
    code: 'default-outside-domain',
    bad: net(`${vector}; elastic w in [4, 8] = 6; linear(w)`),
    says: /default of `w` is 6.*4, 8/,
    good: net(`${vector}; elastic w in [4, 8] = 4; linear(w)`),
  },
  {
    code: 'empty-domain',
    bad: net(`${vector}; elastic w in []; linear(w)`),
    says: /domain of `w` has no values/,
    good: net(`${vector}; elastic w in [1]; linear(w)`),
  },
  {
    code: 'empty-domain',
    bad: net(`${vector}; elastic w in 4..2; linear(w)`),
    says: /write the smaller end first: `2..4`/,
    good: net(`${vector}; elastic w in 2..4; linear(w)`),
  },
  {
    code: 'open-domain',
    bad: net(`${vector}; elastic w in 2..4; elastic u in [w, 9]; linear(u)`),
    says: /reads the decision w/,
    good: net(`${vector}; elastic w in 2..4; const n = 8; elastic u in [n, 9]; linear(u * w)`),
  },
  {
    code: 'mixed-domain',
    bad: net(`${vector}; elastic w in [relu, 4]; w`),
    says: /mixes numbers with operators/,
    good: net(`${vector}; elastic w in [relu, gelu]; w`),
  },
  {
    code: 'repeated-value',
    bad: net(`${vector}; elastic w in [4, 4]; linear(w)`),
    says: /holds 4 twice/,
    good: net(`${vector}; elastic w in [4, 5]; linear(w)`),
  },
  {
    code: 'unused-decision',
    bad: net(`${vector}; elastic w in [4, 8]; relu`),
    says: /nothing uses the decision `w`/,
    good: net(`${vector}; elastic w in [4, 8]; linear(w)`),
  },
  {
    code: 'numbered-path',
    bad: `block B { elastic w in [4, 8]; linear(w) }\n${net(`${vector}; B; B`)}`,
    says: /`b_2.w` holds the numbered name `b_2`/,
    good: `block B { elastic w in [4, 8]; linear(w) }\n${net(`${vector}; B; second: B`)}`,
  },
  {
    code: 'idle-compression',
    bad: net(`${vector}; linear(4); quantize [fp32, int8]; relu`),
    says: /no operator with weights takes this `quantize`/,
    good: net(`${vector}; quantize [fp32, int8]; linear(4); relu`),
  },
  {
    code: 'idle-compression',
    bad: net(`${vector}; prune each [0%, 50%]; layernorm`),
    says: /takes this `prune`; write it before/,
    good: net(`${vector}; prune each [0%, 50%]; linear(4)`),
  },
  {
    code: 'unknown-format',
    bad: net(`${vector}; quantize [fp32, int9]; linear(4)`),
    says: /no number format `int9`; did you mean `int8`\?/,
    good: net(`${vector}; quantize [fp32, int8]; linear(4)`),
  },
  {
    code: 'unknown-format',
    bad: net(`${vector}; quantize [w9a8]; linear(4)`),
    says: /or `wXaY` of 1 to 8, 16 or 32 bits/,
    good: net(`${vector}; quantize [w4a8]; linear(4)`),
  },
  {
    code: 'wrong-argument',
    bad: net(`${vector}; prune [0%, 100%]; linear(4)`),
    says: /a share to prune must be at least 0% and under 100%, and is 100%/,
    good: net(`${vector}; prune [0%, 99%]; linear(4)`),
  },
  {
    code: 'default-outside-domain',
    bad: net(`${vector}; quantize [fp32, int8] = int4; linear(4)`),
    says: /`precision` is int4/,
    good: net(`${vector}; quantize [fp32, int8] = int8; linear(4)`),
  },
  {
    code: 'duplicate-name',
    bad: net(`${vector}; quantize [fp32, int8]; linear(4); quantize [fp32]; linear(2)`),
    says: /`precision` is taken already, on line 1/,
    good: net(`${vector}; quantize [fp32, int8]; linear(4); last: { quantize [fp32]; linear(2) }`),
  },
  {
    code: 'not-supported-yet',
    bad: `supernet S { input g: graph[3, 4, 5]; linear(2) }\n${data}\nsearch Q { space S; data D; minimize macs; explore linas }`,
    says: /data for an input of kind `graph` is not/,
    good: `supernet S { input g: graph[3, 4, 5]; linear(2) }\n${data}\nsearch Q { space S; minimize macs; explore linas }`,
  },
  {
    code: 'expert-mixes-rows',
    bad: net(`${rows}; route 4 top 2 { attention(heads: 2) }`),
    says: /`attention` inside a `route`.*put it before or after the `route`/,
    good: net(`${rows}; attention(heads: 2); route 4 top 2 { linear(8) }`),
  },
  {
    code: 'expert-changes-rows',
    bad: net(`${rows}; route 4 top 2 { concat(x, x, along: length) }`),
    says: /takes sequence\[5, 8\] and gives sequence\[10, 8\]/,
    good: net(`${rows}; route 4 top 2 { concat(x, x) }`),
  },
  {
    code: 'not-supported-yet',
    bad: search('space S; minimize lipschitz'),
    says: /metric `lipschitz` is not/,
    good: search('space S; minimize macs'),
  },
  {
    code: 'missing-separator',
    bad: net(`${vector}; relu gelu`),
    says: /second statement on the same line/,
    good: net(`${vector}; relu; gelu`),
  },
  { code: 'no-input', bad: net('relu'), says: /write `input image/, good: net(`${vector}; relu`) },
  {
    code: 'which-input',
    bad: net(`${vector}; input w: vector[8]; relu`),
    says: /several inputs.*`from v`/,
    good: net(`${vector}; input w: vector[8]; from w; relu`),
  },
  {
    code: 'may-be-absent',
    bad: net(`${vector}; elastic n in 1..3; a: repeat n { linear(8) }; sum(v, a[2])`),
    says: /`a\[2\]` is there only where n > 2/,
    good: net(`${vector}; elastic n in 1..3; a: repeat n { linear(8) }; sum(v, a[0], a)`),
  },
  {
    code: 'space-too-large',
    bad: net(`${vector}; repeat 100000 { relu }`),
    says: /100000 copies, over the limit of 1000/,
    good: net(`${vector}; repeat 100 { relu }`),
  },
  {
    code: 'recursive-block',
    bad: `block A { B }\nblock B { A }\n${net(`${vector}; A`)}`,
    says: /`A` uses itself: A -> B -> A/,
    good: `block A { B }\nblock B { relu }\n${net(`${vector}; A`)}`,
  },
  {
    code: 'unknown-import',
    bad: `import "lithe:mobil"\n${space}`,
    says: /no page "lithe:mobil"; did you mean `lithe:mobile`\?/,
    good: `import "lithe:mobile"\n${space}`,
  },
  {
    code: 'import-cycle',
    bad: `import "self"\n${space}`,
    says: /f.lithe -> f.lithe/,
    good: `import "other"\n${space}`,
  },
  {
    code: 'unknown-unit',
    bad: net(`${vector}; linear(2Q)`),
    says: /no unit `Q`; the units are .*MiB/,
    good: net(`${vector}; linear(2K)`),
  },
  {
    code: 'unknown-space',
    bad: search('space T; minimize macs'),
    says: /no super-network `T`; it has `S`/,
    good: search('space S; minimize macs'),
  },
  {
    code: 'unknown-dataset',
    bad: search('space S; data E; maximize accuracy'),
    says: /no dataset `E`; it has `D`/,
    good: search('space S; data D; maximize accuracy'),
  },
  {
    code: 'unknown-metric',
    bad: search('space S; minimize mac'),
    says: /no metric `mac`; did you mean `macs`\?/,
    good: search('space S; minimize macs'),
  },
  {
    code: 'unknown-setting',
    bad: search(`space S; data D; maximize accuracy; finetune { epoch 3; ${finetune} }`),
    says: /`finetune` has no setting `epoch`; did you mean `epochs`\?/,
    good: search(`space S; data D; maximize accuracy; finetune { ${finetune} }`),
  },
  {
    code: 'repeated-setting',
    bad: search('space S; minimize macs; seed 1; seed 2'),
    says: /`seed` is given already/,
    good: search('space S; minimize macs; minimize params; seed 2'),
  },
  {
    code: 'missing-setting',
    bad: search('minimize macs'),
    says: /the search `Q` needs `space`: write `space S`/,
    good: search('space S; minimize macs'),
  },
  {
    code: 'missing-setting',
    bad: search('space S; maximize accuracy'),
    says: /needs `data`: write `data D`/,
    good: search('space S; data D; maximize accuracy'),
  },
  {
    code: 'wrong-setting',
    bad: search('space S; data D; maximize accuracy; finetune { epochs 0; optimizer adamw(1e-3) }'),
    says: /`epochs` must be a whole number of at least 1, and is 0/,
    good: search(`space S; data D; maximize accuracy; finetune { ${finetune} }`),
  },
  {
    code: 'wrong-setting',
    bad: search('space S; minimize macs; explore linas(population: 50, evaluations: 20)'),
    says: /`evaluations` must be at least the 50 networks/,
    good: search('space S; minimize macs; explore linas(population: 20, evaluations: 50)'),
  },
  {
    code: 'wrong-setting',
    bad: 'dataset D { images "i" labels "l"; validation 120% }',
    says: /`validation` must be a number over 0 and under 1/,
    good: data,
  },
  {
    code: 'setting-out-of-place',
    bad: 'dataset D { images "i" labels "l"; validation 10%; tokenizer "t.json" }',
    says: /`tokenizer` is for text, and the dataset has `images`: take one of the two out/,
    good: data,
  },
  {
    code: 'data-does-not-fit',
    bad: onTexts(32),
    says: /the dataset `D` has a `length` of 16 tokens, and `S` takes 32 in `ids`/,
    good: onTexts(16),
  },
  {
    code: 'metric-does-not-fit',
    bad: onTexts(16, 'pearson'),
    says: /`pearson` cannot be measured on the dataset `D`, which has classes: its metrics are `accuracy`, `f1` and/,
    good: onTexts(16, 'matthews'),
  },
  {
    code: 'unknown-method',
    bad: search('space S; minimize macs; explore lina'),
    says: /`explore` has no `lina`; did you mean `linas`\?/,
    good: search('space S; minimize macs; explore linas'),
  },
  {
    code: 'unknown-target',
    bad: `target Phone { device cpu }\n${search('space S; minimize latency on Fone')}`,
    says: /no target `Fone`; did you mean `Phone`\?/,
    good: `target Phone { device cpu }\n${search('space S; minimize latency on Phone')}`,
  },
  {
    code: 'impossible-requirement',
    bad: search('space S; minimize macs; require 1 > 2'),
    says: /no sub-network meets `1 > 2`/,
    good: search('space S; minimize macs; require macs < 2M'),
  },
  {
    code: 'idle-requirement',
    bad: search('space S; minimize macs; require 1 < 2'),
    says: /every sub-network meets `1 < 2`/,
    good: search('space S; data D; maximize accuracy; minimize macs; require accuracy > 90%'),
  },
  {
    code: 'weights-given-twice',
    bad: net(`weights "fits"; weights "fits"; ${vector}; label: linear(2)`),
    says: /has its weights already/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'unknown-weights-map',
    bad: net(`weights "fits" as huggingface_brt; ${vector}; label: linear(2)`),
    says: /no name map `huggingface_brt`; did you mean `huggingface_bert`\?/,
    good: `map Own { "{a|label}.{weight|bias}" -> label.{weight|bias} }\n${net(`weights "fits" as Own; ${vector}; label: linear(2)`)}`,
  },
  {
    code: 'wrong-map-line',
    bad: net(`weights "fits" { "label.{i}" -> label[j].weight }; ${vector}; label: linear(2)`),
    says: /`label\[j\]\.weight` uses `j`, which is no variable of the pattern: it has \{i\}/,
    good: net(`weights "fits" { "label.{weight|bias}" -> label.{weight|bias} }; ${vector}; label: linear(2)`),
  },
  {
    code: 'wrong-map-line',
    bad: net(`weights "fits" { "label.{" -> label.weight }; ${vector}; label: linear(2)`),
    says: /`label\.\{` has a `\{` without its other half/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'wrong-map-line',
    bad: net(`weights "fits" { "label.weight" -> label.{weight|bias} }; ${vector}; label: linear(2)`),
    says: /the pattern no choice of 2 texts/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'weights-line-without-tensor',
    bad: net(
      `weights "fits" { "a" -> labl.weight; "label.{weight|bias}" -> label.{weight|bias} }; ${vector}; label: linear(2)`,
    ),
    says: /no tensor `labl\.weight`; did you mean `label\.weight`\?/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'unreadable-weights',
    bad: net(`weights "absent"; ${vector}; label: linear(2)`),
    says: /absent does not exist/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'weights-not-here',
    bad: net(`weights "hf:some/model"; ${vector}; label: linear(2)`),
    says: /is not in the cache/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'weights-of-another-shape',
    bad: net(`weights "fits"; ${vector}; label: linear(3)`),
    says: /`label\.weight` is \[2, 8\], and `label\.weight` is \[3, 8\]; `label\.bias` is \[2\], and `label\.bias` is \[3\]/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'weights-of-another-shape',
    bad: net(`weights "whole"; ${vector}; label: linear(2, bias: false)`),
    says: /holds I64 \[2, 8\]/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'missing-weights',
    bad: net(`weights "weight"; ${vector}; label: linear(2)`),
    says: /the weights lack `label\.bias` \[2\] \(expected as `label\.bias`\)/,
    good: net(`weights "weight"; ${vector}; label: linear(2, bias: false)`),
  },
  {
    code: 'weights-taken-twice',
    bad: net(`weights "fits" { "label.{weight|bias}" -> label.bias }; ${vector}; label: linear(2)`),
    says: /both `label\.weight` and `label\.bias` of the weights are `label\.bias`/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'weights-start-anew',
    bad: net(`weights "fits"; ${vector}; label: linear(2); head: linear(3)`),
    says: /starts anew: `head\.weight`, `head\.bias`/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
  {
    code: 'unused-weights',
    bad: net(`weights "fits"; ${vector}; label: linear(2, bias: false)`),
    says: /not used of the weights: `label\.bias`/,
    good: net(`weights "fits"; ${vector}; label: linear(2)`),
  },
];

/** Directories of tensors by what the `weights` of a case name. */
function weights(source: string): FoundWeights {
  if (source.startsWith('hf:')) return { notHere: `${source} is not in the cache` };
  const tensor = (format: ElementFormat, ...shape: number[]) => ({ shape, format, file: source, start: 0, end: 0 });
  const weight = { 'label.weight': tensor('F32', 2, 8) };
  const files: Record<string, Record<string, ListedTensor>> = {
    fits: { ...weight, 'label.bias': tensor('F16', 2) },
    weight,
    whole: { 'label.weight': tensor('I64', 2, 8) },
  };
  const found = files[source];
  return found ? { files: [source], tensors: new Map(Object.entries(found)) } : { problem: `${source} does not exist` };
}

function diagnose(text: string) {
  const resolve = (specifier: string) =>
    specifier === 'self' ? { file: 'f.lithe', text } : { file: 'other.lithe', text: 'block Other { relu }' };
  return compile(text, { file: 'f.lithe', resolve, weights }).diagnostics;
}

describe.each(cases)('$code: $bad', ({ code, bad, says, good }) => {
  it('is reported with its reason', () => {
    const found = diagnose(bad).filter((diagnostic) => diagnostic.code === code);
    expect(found.map(({ message }) => message).join('\n')).toMatch(says);
    for (const { message } of found) expect(message).not.toContain('\n');
  });

  it('is not reported of the right text', () => {
    const found = diagnose(good);
    expect(found.filter((one) => one.code === code || one.severity === 'error')).toEqual([]);
  });
});

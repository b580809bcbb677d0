/** Files far larger than people write, for measuring: 2,000 lines and 300 decisions. */

const stages = [
  { width: 24, stride: 2 },
  { width: 40, stride: 2 },
  { width: 80, stride: 2 },
  { width: 112, stride: 1 },
  { width: 160, stride: 2 },
  { width: 192, stride: 1 },
];

/**
 * The hardest case: one super-network that is written out without blocks or repeats, so that every line depends on
 * those above it. 66 inverted residuals of 3 decisions, 34 transformer layers of 3, in 2,000 lines.
 */
export function largeNetwork(): string {
  const lines = [
    '/// Convolutions, then attention, with every layer written out.',
    'supernet Large {',
    '  input image: image[3, 224, 224]',
    '  stem: { conv(16, kernel: 3, stride: 2); batchnorm; hard_swish }',
  ];
  for (const [s, { width, stride }] of stages.entries()) {
    lines.push('', `  // Stage ${s + 1}: ${width} channels.`);
    for (let i = 0; i < 11; i += 1)
      lines.push(...invertedResidual(`stage${s + 1}_unit${i + 1}`, width, i === 0 ? stride : 1));
  }
  lines.push('', '  projection: conv(384, kernel: 1)', '  to_tokens', '  class_token', '  position_embedding');
  for (let i = 0; i < 34; i += 1) lines.push(...transformerLayer(`layer${i + 1}`, 384));
  lines.push('', '  layernorm', '  take_token(0)', '  classifier: linear(1000)', '}', '', ...search('Large'));
  return filled(lines);
}

function invertedResidual(label: string, width: number, stride: number): string[] {
  return [
    `  ${label}: {`,
    '    elastic kernel in [3, 5, 7]',
    '    elastic expand in [3, 4, 6]',
    '    elastic gate in [relu, hard_swish]   // one of two operators',
    '    const mid = round_to(x.channels * expand, 8)',
    `    residual when x.channels == ${width} {`,
    '      conv(mid, kernel: 1)',
    '      batchnorm',
    '      gate',
    `      filter: depthwise_conv(kernel, stride: ${stride})`,
    '      batchnorm',
    '      gate',
    '      /* The whole image weighs the channels. */',
    '      branch product {',
    '        features {}',
    '        weights { global_pool; linear(round_to(mid / 4, 8)); relu; linear(mid); hard_sigmoid }',
    '      }',
    `      conv(${width}, kernel: 1)`,
    '      batchnorm',
    '    }',
    '  }',
  ];
}

function transformerLayer(label: string, width: number): string[] {
  return [
    `  ${label}: {`,
    '    elastic heads in [4, 6, 8]',
    '    elastic hidden in 768..1536 step 256',
    '    elastic activation in [gelu, relu, swish]',
    '    residual {',
    '      layernorm',
    '      attention(heads, head_dim: 48)',
    '    }',
    '    residual {',
    '      layernorm',
    '      linear(hidden)',
    '      activation',
    `      linear(${width})`,
    '    }',
    '  }',
  ];
}

function search(space: string): string[] {
  return [
    `search On${space} {`,
    `  space ${space}`,
    '  minimize macs',
    '  minimize params',
    '  explore nsga2(population: 50, evaluations: 1000)',
    '  seed 1',
    '}',
  ];
}

/**
 * As people write: blocks with documentation, repeats, several super-networks and a search each. 48 blocks, 4
 * super-networks, 300 decisions in 2,000 lines.
 */
export function largeFile(): string {
  const lines = ['import "lithe:mobile"', 'import "lithe:transformer"'];
  for (let i = 0; i < 24; i += 1) lines.push('', ...stageBlock(`Stage${i}`), '', ...encoderBlock(`Encoder${i}`));
  for (let i = 0; i < 3; i += 1)
    lines.push('', ...supernetOfBlocks(`Network${i}`, 8 * i), '', ...search(`Network${i}`));
  return filled(lines);
}

/** 7 decisions: a depth, and two in each of three copies. */
function stageBlock(name: string): string[] {
  return [
    '/// One to three inverted residuals of one width, each with a kernel and an expansion of its own, written out with',
    '/// a squeeze-and-excite as MobileNetV3 has it.',
    `block ${name}(out, stride = 1, activation = relu, squeeze = false) {`,
    '  elastic depth in 1..3',
    '  unit: repeat depth as i {',
    '    elastic kernel in [3, 5, 7]',
    '    elastic expand in [3, 4, 6]',
    '    const step = if i == 0 then stride else 1',
    '    const mid = round_to(x.channels * expand, 8)',
    '    residual when step == 1 and x.channels == out {',
    '      expansion: { conv(mid, kernel: 1); batchnorm; activation }',
    '      depthwise: { depthwise_conv(kernel, stride: step); batchnorm; activation }',
    '      if squeeze {',
    '        // A quarter of the channels is enough to weigh all of them.',
    '        SqueezeExcite(round_to(mid / 4, 8))',
    '      }',
    '      projection: { conv(out, kernel: 1); batchnorm }',
    '    }',
    '  }',
    '}',
  ];
}

/** 5 decisions: a depth, and two in each of two copies. */
function encoderBlock(name: string): string[] {
  return [
    '/// One or two transformer layers with elastic heads and hidden width.',
    `block ${name}(activation = gelu) {`,
    '  elastic depth in 1..2',
    '  layer: repeat depth {',
    '    elastic heads in [4, 6, 8]',
    '    elastic hidden in 768..1536 step 256',
    '    const width = x.width',
    '    residual { layernorm; attention(heads, head_dim: 48) }',
    '    residual {',
    '      layernorm',
    '      linear(hidden)',
    '      activation',
    '      linear(width)',
    '    }',
    '  }',
    '}',
  ];
}

function supernetOfBlocks(name: string, first: number): string[] {
  const lines = [
    '/// Inverted residuals, then transformer layers.',
    `supernet ${name} {`,
    '  input image: image[3, 224, 224]',
    '  elastic first in [16, 24]',
    '  elastic window in [3, 5]',
    '  elastic gate in [relu, hard_swish]',
    '  elastic width in [192, 288, 384]   // shared by all transformer layers',
    '  stem: { conv(first, kernel: window, stride: 2); batchnorm; gate }',
  ];
  for (const [i, { width, stride }] of [...stages, ...stages].slice(0, 8).entries()) {
    const squeeze = i % 2 === 1 ? ', squeeze: true' : '';
    lines.push(
      `  stage${i}: Stage${first + i}(${width}, stride: ${i < 5 ? stride : 1}, activation: hard_swish${squeeze})`,
    );
  }
  lines.push('  projection: conv(width, kernel: 1)', '  to_tokens', '  class_token', '  position_embedding');
  for (let i = 0; i < 8; i += 1) lines.push(`  encoder${i}: Encoder${first + i}`);
  return [...lines, '  layernorm', '  take_token(0)', '  classifier: linear(1000)', '}'];
}

/** Comments to exactly 2,000 lines, as many files have one at their end. */
function filled(lines: readonly string[]): string {
  const notes = Array.from({ length: 2000 - lines.length }, (_, i) => `// Note ${i + 1}: what was tried and left out.`);
  return `${[...notes.slice(0, notes.length / 2), ...lines, ...notes.slice(notes.length / 2)].join('\n')}\n`;
}

/** One keystroke: `[start, end)` of the text becomes `put`. */
export interface Keystroke {
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

/** What a person types, key by key: each stretch of keys leaves the text as it found it. `random` is in [0, 1). */
export function* typing(text: string, where: 'anywhere' | 'early', random: () => number): Generator<Keystroke> {
  for (;;) yield* random() < 0.5 ? retyped(text, where, random) : newLine(text, where, random);
}

/** A number is deleted, and another one written, that was never there: it changes shapes and prices. */
function* retyped(text: string, where: 'anywhere' | 'early', random: () => number): Generator<Keystroke> {
  const code = text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  const numbers = [
    ...code.matchAll(where === 'early' ? /(?<=image\[3, )\d+|(?<=conv\()\d+/g : /(?<![\w.])\d+(?![\w.])/g),
  ];
  const { 0: number, index } = numbers[Math.floor(random() * (where === 'early' ? 1 : numbers.length))]!;
  const other = `${Number(number) + 1 + Math.floor(random() * 1000)}`;
  yield* replaced(index, number, other);
  yield* replaced(index, other, number);
}

/** A statement in a line of its own, where a statement may stand. */
function* newLine(text: string, where: 'anywhere' | 'early', random: () => number): Generator<Keystroke> {
  const ends = [...text.matchAll(/(?<=\n {2,}(?:batchnorm|gelu|layernorm|elastic kernel in .*|stem: .*))\n/g)];
  const { index } = ends[where === 'early' ? 0 : Math.floor(random() * ends.length)]!;
  const statements = [
    '\nconv(32, kernel: 3)',
    '\nconst scale = 4 // of one',
    '\nelastic share in [2, 4]',
    '\nlayernorm; gelu',
  ];
  const statement = statements[Math.floor(random() * statements.length)]!;
  yield* replaced(index, '', statement);
  yield { start: index, end: index + statement.length, put: '' };
}

function* replaced(at: number, before: string, after: string): Generator<Keystroke> {
  for (let end = at + before.length; end > at; end -= 1) yield { start: end - 1, end, put: '' };
  for (const [i, key] of [...after].entries()) yield { start: at + i, end: at + i, put: key };
}

/** Random small super-networks as text: every way that the language has of leaving something open. */
export function randomSupernet(seed: number): string {
  const random = generator(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  let names = 0;
  let settings = 1;
  const fresh = (stem: string) => `${stem}${++names}`;

  /** An elastic size where the space may still grow, else one number. */
  const open = (stem: string, values: readonly number[], copies = 1): { declared: string; name: string } => {
    const count = 2 + Math.floor(random() * (values.length - 1));
    if (random() < 0.4 || settings * count ** copies > 600) return { declared: '', name: String(pick(values)) };
    settings *= count ** copies;
    const name = fresh(stem);
    const start = Math.floor(random() * (values.length - count + 1));
    return { declared: `elastic ${name} in [${values.slice(start, start + count).join(', ')}]\n`, name };
  };

  const repeated = (label: string, body: (copies: number) => string): string => {
    const depth = open('depth', [0, 1, 2, 3]);
    const copies = depth.declared === '' ? Number(depth.name) : 3;
    return `${depth.declared}${fresh(label)}: repeat ${depth.name} {\n${compressed(copies)}${body(copies)}\n}`;
  };

  /** Now and then a number format, a share pruned, or both, of what follows in the list; with weights behind it. */
  const compressed = (copies = 1): string => {
    const chosen: string[] = [];
    for (const [word, values] of [
      ['quantize', ['fp32', 'bf16', 'int8', 'int4', 'ternary', 'binary', 'w3a8']],
      ['prune', ['0%', '30%', '50%', '90%']],
    ] as const) {
      const each = random() < 0.3;
      const count = 1 + Math.floor(random() * 3);
      // The bodies here have four weighted operators at most.
      const growth = count ** (copies * (each ? 4 : 1));
      if (random() < 0.75 || settings * growth > 600) continue;
      settings *= growth;
      const start = Math.floor(random() * (values.length - count + 1));
      chosen.push(`${word} ${each ? 'each ' : ''}[${values.slice(start, start + count).join(', ')}]\n`);
    }
    return chosen.join('');
  };

  const convolution = (copies = 1): string => {
    const width = open('width', [4, 8, 12, 20], copies);
    const kernel = open('kernel', [1, 3, 5], copies);
    const norm = pick(['batchnorm\nrelu', 'relu', 'batchnorm', '']);
    return `${width.declared}${kernel.declared}conv(${width.name}, kernel: ${kernel.name}, stride: ${pick([1, 1, 2])})\n${norm}`;
  };

  const squeezed = (copies = 1): string => {
    const share = open('share', [2, 4], copies);
    return `conv(12, kernel: 1)
${share.declared}branch product { same {} gate { global_pool; linear(round_to(x.width / ${share.name}, 4)); relu; linear(12); sigmoid } }`;
  };

  const separable = (copies = 1): string => {
    const kernel = open('kernel', [3, 5, 7], copies);
    return `${kernel.declared}residual { depthwise_conv(kernel: ${kernel.name}); batchnorm; hard_swish }`;
  };

  const chosen = (copies = 1): string => {
    if (settings * 2 ** copies > 600) return 'relu';
    settings *= 2 ** copies;
    return `${fresh('mixer')}: choose ${fresh('kind')} { plain { relu } wide { depthwise_conv(kernel: 3); ${pick(['gelu', 'batchnorm', ''])} } }`;
  };

  const conditional = (): string => {
    const size = open('size', [2, 4, 6]);
    return `${size.declared}if ${size.name} > 3 { conv(${size.name} * 2, kernel: 3) } else { depthwise_conv(kernel: 3); relu6 }`;
  };

  const encoder = (copies = 1): string => {
    const heads = open('heads', [1, 2, 4], copies);
    const hidden = open('hidden', [8, 16, 24], copies);
    return `${heads.declared}${hidden.declared}residual { layernorm; attention(${heads.name}, head_dim: ${pick([4, 8])}) }
residual { layernorm; linear(${hidden.name}); gelu; linear(16) }`;
  };

  const image = [convolution, separable, chosen, conditional];
  const whole = random() < 0.3 ? compressed().replaceAll('each ', '') : '';
  const parts: string[] = [];
  for (let i = 0; i < 1 + Math.floor(random() * 3); i += 1) {
    parts.push(random() < 0.3 ? repeated('unit', pick([convolution, separable, chosen])) : pick(image)());
  }
  if (random() < 0.3) parts.push(squeezed());
  const tail =
    random() < 0.5
      ? 'global_pool'
      : `conv(16, kernel: 1)\nto_tokens\n${pick(['', 'class_token\n'])}position_embedding\n${repeated('layer', encoder)}\ntake_token(0)`;
  return `supernet Random {\ninput image: image[${pick([1, 3])}, ${pick([6, 9])}, ${pick([6, 8])}]\n${whole}${parts.join('\n')}\n${tail}\nhead: { ${compressed()}linear(10) }\n}\n`;
}

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

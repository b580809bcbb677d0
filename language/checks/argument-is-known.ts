import { check, list } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

/** Arguments of PyTorch's layers and optimizers which have other names here. */
const elsewhere: Readonly<Record<string, string | undefined>> = {
  out_channels: 'out',
  out_features: 'out',
  filters: 'out',
  units: 'out',
  eps: 'epsilon',
  p: 'rate',
  num_embeddings: 'vocabulary',
  embedding_dim: 'dim',
  dim: 'along',
  axis: 'along',
  lr: 'rate',
  learning_rate: 'rate',
  weight_decay: 'decay',
  momentum: 'beta1',
  betas: 'beta1',
};
/** Those that say how wide the tensor is which enters. */
const enters: ReadonlySet<string> = new Set(['in_channels', 'in_features', 'num_features', 'embed_dim']);

export const argumentIsKnown = check({
  code: 'unknown-argument',
  severity: 'error',
  explanation: 'Arguments are given by position or by the name of a parameter.',
  message: (callee: string, name: string, parameters: readonly string[]) =>
    `\`${callee}\` has no argument \`${name}\`${instead(name, parameters)}`,
  fixes: (place, [, name, parameters]) => [
    ...(enters.has(name)
      ? []
      : respell(place, 'name', parameters.includes(elsewhere[name] ?? '') ? elsewhere[name]! : name, parameters)),
    { title: `Remove \`${name}\``, edits: [place.at(place.node).removeItem()] },
  ],
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3, «strides»: 2)
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      conv(16, kernel: 3, stride: 2)
    }`,
});

function instead(name: string, parameters: readonly string[]): string {
  if (enters.has(name)) return '; leave it out: what enters is known';
  const here = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
  if (here !== undefined && parameters.includes(here)) return `; here it is \`${here}\``;
  return suggestion(name, parameters) || (parameters.length > 0 ? `; it has ${list(parameters)}` : '; it takes none');
}

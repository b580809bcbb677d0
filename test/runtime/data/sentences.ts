import { randomStream } from '../../../runtime/random.ts';

const words =
  'the a of and to in is was it for with as on by at from that this which film movie story plot actor scene good bad ' +
  'great terrible unforgettable watchable heart-breaking self-indulgent neural architecture search super-network ' +
  "isn't don't we're o'clock e-mail U.S.A. Mr. co-operate naïve café Ångström Straße İstanbul Ωmega Привет мир " +
  'antidisestablishmentarianism Donaudampfschifffahrtsgesellschaft 3.14 1,000 50% $9.99 #tag @user http://a.b/c?d=e&f ' +
  '[CLS] [SEP] [MASK] [UNK] [PAD] ##ing ... -- — “quoted” ‘so’ …';

/** Stretches of Unicode that tokenizers treat in ways of their own: [first, last] code points. */
const blocks: readonly (readonly [number, number])[] = [
  [0x21, 0x7e],
  [0xa1, 0x17f],
  [0x300, 0x36f],
  [0x370, 0x52f],
  [0x5d0, 0x5ea],
  [0x620, 0x64a],
  [0x905, 0x939],
  [0xe01, 0xe3a],
  [0x1100, 0x11ff],
  [0x1e00, 0x1eff],
  [0x2000, 0x206f],
  [0x2190, 0x21ff],
  [0x3040, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xff01, 0xff5e],
  [0x1f300, 0x1f64f],
  [0x20000, 0x2a6df],
];
const gaps = [' ', ' ', ' ', ' ', ' ', '  ', '\t', '\u00a0', '\u3000', '\u200b', '\n', ''];

/** Texts of words, numbers, marks and stretches of all scripts, always the same: what a tokenizer may meet. */
export function sentences(count: number): string[] {
  const known = words.split(' ');
  return Array.from({ length: count }, (_, index) => {
    const { below } = randomStream(7, 'sentence', index);
    const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
    const strange = (): string => {
      const [first, last] = pick(blocks);
      return String.fromCodePoint(...Array.from({ length: 1 + below(8) }, () => first + below(last - first + 1)));
    };
    const piece = (): string => (below(4) === 0 ? strange() : pick(known));
    return Array.from({ length: below(30) }, () => piece() + pick(gaps)).join('');
  });
}

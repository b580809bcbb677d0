/** How figures are written in hints, lenses and hovers. */

interface Ends {
  readonly smallest: { readonly value: number };
  readonly largest: { readonly value: number };
}

/**
 * A range with so many significant digits and one unit for both ends: `0.16–0.70 G`, `14–41 M`, `50.0–90.2 MB`.
 * One figure where both ends read the same. MACs are written in G from a tenth on, as the field does.
 */
export function formatRange({ smallest, largest }: Ends, digits: number, base = ''): string {
  const { factor, prefix } = prefixFor(largest.value);
  const [low, high] = [smallest, largest].map(({ value }) => significant(value / factor, digits));
  const unit = `${prefix}${base}`;
  return `${low === high ? high : `${low}–${high}`}${unit ? ` ${unit}` : ''}`;
}

const prefixes = [
  { from: 1e11, factor: 1e12, prefix: 'T' },
  { from: 1e8, factor: 1e9, prefix: 'G' },
  { from: 1e6, factor: 1e6, prefix: 'M' },
  { from: 1e3, factor: 1e3, prefix: 'k' },
];

/** The decimal prefix that suits a value. */
export function prefixFor(value: number): { readonly factor: number; readonly prefix: string } {
  return prefixes.find(({ from }) => value >= from) ?? { factor: 1, prefix: '' };
}

/** Rounded to significant digits and written out: 0.050, 4.1, 820. */
export function significant(value: number, digits: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  return rounded.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded)))));
}

const scales = [
  { from: 10n ** 12n, word: 'trillion' },
  { from: 10n ** 9n, word: 'billion' },
  { from: 10n ** 6n, word: 'million' },
];

/** `15.9 billion`, `2,560`; above 10^15, `1.6 × 10^18`. */
export function formatCount(count: bigint): string {
  if (count >= 10n ** 15n) {
    const digits = count.toString();
    const power = digits.length - 1;
    return `${Number(`${digits.slice(0, 3)}e-2`).toFixed(1)} × 10^${power}`;
  }
  const scale = scales.find(({ from }) => count >= from);
  if (!scale) return grouped(Number(count));
  return `${significant(Number(count) / Number(scale.from), 3)} ${scale.word}`;
}

/** Exact, with thousands apart: `155,402,240`. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

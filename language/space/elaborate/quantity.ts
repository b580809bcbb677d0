/** Units of numbers: counts, times in seconds, bytes, shares. */
const units: Readonly<Record<string, number>> = {
  K: 1e3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  '%': 0.01,
};

export const unitNames: readonly string[] = Object.keys(units);

/** The value of `80M`, `2e-3`, `12.5%`: or the unit where there is no such unit. */
export function readQuantity(text: string): { readonly value: number } | { readonly unknownUnit: string } {
  const parts = /^([0-9_]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(.*)$/.exec(text);
  const number = Number(parts?.[1]?.replaceAll('_', '') ?? Number.NaN);
  const unit = parts?.[2] ?? '';
  if (unit === '') return { value: number };
  const factor = Object.hasOwn(units, unit) ? units[unit]! : undefined;
  if (factor === undefined) return { unknownUnit: unit };
  // Division by a whole number rounds once; multiplication by 0.01 would round twice.
  return { value: factor < 1 ? number / Math.round(1 / factor) : number * factor };
}

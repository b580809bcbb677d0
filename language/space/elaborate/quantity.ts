/** What a number with a unit is a number of; a count is a plain number. */
export type UnitKind = 'count' | 'time' | 'bytes' | 'share';

/** Units of numbers by what they are of: counts, times in seconds, bytes, shares. */
const units: Readonly<Record<UnitKind, Readonly<Record<string, number>>>> = {
  count: { K: 1e3, k: 1e3, M: 1e6, G: 1e9, T: 1e12 },
  time: { s: 1, ms: 1e-3, us: 1e-6 },
  bytes: { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 },
  share: { '%': 0.01 },
};

const factors: ReadonlyMap<string, number> = new Map(Object.values(units).flatMap((kind) => Object.entries(kind)));

export const unitNames: readonly string[] = [...factors.keys()];

/** The value of `80M`, `2e-3`, `12.5%`: or the unit where there is no such unit. */
export function readQuantity(text: string): { readonly value: number } | { readonly unknownUnit: string } {
  const parts = partsOf(text);
  const number = Number(parts?.[1]?.replaceAll('_', '') ?? Number.NaN);
  const unit = parts?.[2] ?? '';
  if (unit === '') return { value: number };
  const factor = factors.get(unit);
  if (factor === undefined) return { unknownUnit: unit };
  // Division by a whole number rounds once; multiplication by 0.01 would round twice.
  return { value: factor < 1 ? number / Math.round(1 / factor) : number * factor };
}

/** What a quantity is a number of, with its number and its unit as they are written. */
export function unitOf(text: string): { readonly number: string; readonly unit: string; readonly kind: UnitKind } {
  const [, number = '', unit = ''] = partsOf(text) ?? [];
  const kinds = Object.keys(units) as UnitKind[];
  return { number, unit, kind: kinds.find((kind) => Object.hasOwn(units[kind], unit)) ?? 'count' };
}

function partsOf(text: string): RegExpExecArray | null {
  return /^([0-9_]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(.*)$/.exec(text);
}

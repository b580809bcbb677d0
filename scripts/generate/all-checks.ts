import { readdirSync } from 'node:fs';
import type { Check } from '../../language/checks/check.ts';

/** Every check of the language, by the alphabet of its code. */
export async function allChecks(): Promise<readonly Check<never>[]> {
  const files = readdirSync(new URL('../../language/checks/', import.meta.url));
  const modules = await Promise.all(files.map((file) => import(`../../language/checks/${file}`)));
  const values = modules.flatMap((module: object) => Object.values(module) as unknown[]);
  const checks = values.filter((value): value is Check<never> => typeof value === 'function' && 'code' in value);
  return checks.sort((a, b) => (a.code < b.code ? -1 : 1));
}

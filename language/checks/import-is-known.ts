import { check } from './check.ts';
import { suggestion } from './nearest.ts';

export const importIsKnown = check(
  'unknown-import',
  'error',
  'An import names a page of the standard library, or a file beside this one.',
  (specifier: string, pages: readonly string[]) =>
    specifier.startsWith('lithe:')
      ? `the standard library has no page "${specifier}"${suggestion(specifier, pages) || `; it has ${pages.join(', ')}`}`
      : `there is no file "${specifier}" beside this one; paths are relative to the file that imports`,
);

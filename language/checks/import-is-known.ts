import { check } from './check.ts';
import { nearest, suggestion } from './nearest.ts';

export const importIsKnown = check({
  code: 'unknown-import',
  severity: 'error',
  explanation: 'An import names a page of the standard library, or a file beside this one.',
  message: (specifier: string, pages: readonly string[]) =>
    specifier.startsWith('lithe:')
      ? `the standard library has no page "${specifier}"${suggestion(specifier, pages) || `; it has ${pages.join(', ')}`}`
      : `there is no file "${specifier}" beside this one; paths are relative to the file that imports`,
  fixes: (place, [specifier, pages]) => {
    const page = specifier.startsWith('lithe:') ? nearest(specifier, pages) : undefined;
    if (page === undefined) return [];
    return [{ title: `Replace by "${page}"`, edits: place.replaceProperty('specifier', `"${page}"`) }];
  },
  example: `
    import «"lithe:mobil"»

    supernet Net {
      input image: image[3, 32, 32]
      InvertedResidual(16)
    }`,
  corrected: `
    import "lithe:mobile"

    supernet Net {
      input image: image[3, 32, 32]
      InvertedResidual(16)
    }`,
});

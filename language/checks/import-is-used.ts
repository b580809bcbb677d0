import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const importIsUsed = check({
  code: 'unused-import',
  severity: 'hint',
  explanation: 'An import of which nothing is used says that this file needs another one, and it does not.',
  message: (specifier: string) => `nothing of "${specifier}" is used in this file; take the import away`,
  fixes: (place) => removeStatement(place, 'the import'),
  example: `
    «import "lithe:mobile"»

    supernet Net {
      input features: vector[8]
      linear(10)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      linear(10)
    }`,
});

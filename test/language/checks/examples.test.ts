import { describe, expect, it } from 'vitest';
import type { Diagnostic, Edit, Fix } from '../../../language/index.ts';
import { allChecks } from '../../../scripts/generate/all-checks.ts';
import { compileExample } from '../../../scripts/generate/compile-example.ts';

const checks = await allChecks();

const diagnose = (text: string): readonly Diagnostic[] => compileExample(text).diagnostics;

function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

/** The text between the places of an edit, or of a diagnostic. */
function stretch(text: string, range: Edit['range']): { readonly start: number; readonly end: number } {
  return { start: offsetOf(text, range.line, range.column), end: offsetOf(text, range.endLine, range.endColumn) };
}

function cut(text: string, range: Edit['range']): string {
  const { start, end } = stretch(text, range);
  return text.slice(start, end);
}

function apply(text: string, { edits }: Fix): string {
  const last = [...edits].sort((a, b) => stretch(text, b.range).start - stretch(text, a.range).start);
  return last.reduce((changed, { range, text: put }) => {
    const { start, end } = stretch(text, range);
    return changed.slice(0, start) + put + changed.slice(end);
  }, text);
}

const codesOf = (text: string) => diagnose(text).map(({ code }) => code);
const errorsOf = (text: string) => diagnose(text).filter(({ severity }) => severity === 'error');

it('gives every check a code of its own, in kebab-case', () => {
  const codes = checks.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(codes.length).toBeGreaterThanOrEqual(30);
});

describe.each(checks.map((one) => [one.code, one] as const))(
  '%s',
  (code, { example, corrected, severity, explanation }) => {
    const text = example.replace(/[«»]/g, '');

    it('is all that its example shows, at the marked place', () => {
      const found = diagnose(text);
      expect(new Set(found.map((one) => one.code))).toEqual(new Set([code]));
      for (const one of found) {
        expect(one.severity).toBe(severity);
        expect(one.message).not.toContain('\n');
      }
      expect(explanation).toMatch(/\.$/);
      const marks = found.map((range) => ({ title: '', edits: [{ range, text: `«${cut(text, range)}»` }] }));
      expect(marks.reverse().reduce(apply, text)).toBe(example);
    });

    it('is gone from the corrected text, which has no problem at all', () => {
      expect(diagnose(corrected)).toEqual([]);
    });

    it('vanishes by each of its fixes, which bring no error with them', () => {
      for (const fix of diagnose(text)[0]?.fixes ?? []) {
        const mended = apply(text, fix);
        expect(codesOf(mended), `${fix.title}:\n${mended}`).not.toContain(code);
        expect(errorsOf(mended), `${fix.title}:\n${mended}`).toEqual([]);
      }
    });
  },
);

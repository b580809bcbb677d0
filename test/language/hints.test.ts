import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../language/cost/evaluate.ts';
import { compile, hintsOf } from '../../language/index.ts';
import { symbolicExtents } from '../../language/operators/type.ts';

const text = readFileSync('test/fixtures/vision-transformer.lithe', 'utf8');

/** The extents that a hint shows where every decision is at its largest. */
function largestExtents({ output, space }: ReturnType<typeof hintsOf>[number]): readonly unknown[] {
  const at = (index: number) => space.decisions[index]!.values[space.decisions[index]!.largest]!;
  return symbolicExtents(output).map((size) => evaluate(size, at));
}

describe('hints', () => {
  const hints = hintsOf(compile(text, { file: 'a' }));
  const onLine = (start: string) => {
    const line = text.split('\n').findIndex((one) => one.trimStart().startsWith(start)) + 1;
    return hints.filter(({ range }) => range.line === line);
  };

  it('give every statement its path, its type and the operators that it is made of', () => {
    const [patch] = onLine('patch:');
    expect(patch).toMatchObject({ path: 'patch', range: { column: 3 } });
    expect(largestExtents(patch!)).toEqual([64, 7, 7]);
    expect(patch!.steps.map(({ operator }) => operator)).toEqual(['conv']);
  });

  it('give a statement of a repeat one hint for each copy', () => {
    const hidden = onLine('residual { layernorm; linear').filter(({ path }) => path.endsWith('linear'));
    expect(hidden.map(({ path }) => path)).toEqual([0, 1, 2, 3, 4].map((i) => `layer[${i}].linear`));
    for (const hint of hidden) expect(largestExtents(hint)).toEqual([50, 128]);
  });

  it('give a repeat the operators of all its copies', () => {
    const [repeat] = onLine('layer:').filter(({ path }) => path === 'layer');
    expect(repeat!.steps).toHaveLength(5 * 8);
  });

  it('go on behind a mistake', () => {
    const wrong = compile(text.replace('gelu', 'geluu'), { file: 'a' });
    expect(wrong.diagnostics.map(({ code }) => code)).toEqual(['unknown-operator']);
    expect(hintsOf(wrong).filter(({ path }) => path === 'classifier')).toHaveLength(1);
  });

  it('stand while a decision is being written', () => {
    const half = compile(text.replace('elastic depth in 2..5', 'elastic depth in'), { file: 'a' });
    expect(half.diagnostics.map(({ code }) => code)).toEqual(['syntax']);
    expect(hintsOf(half).map(({ path }) => path)).toContain('layer[0].attention');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, fractionOf } from '../../../language/cost/evaluate.ts';
import { createPool, type Expression, type Operation } from '../../../language/cost/expression.ts';
import { print } from '../../../language/cost/print.ts';
import { findSetting, rangeOf } from '../../../language/cost/range.ts';
import { splitSum } from '../../../language/cost/split.ts';
import { build, domains, formulas, reference, settings } from './random-expression.ts';

const domainOf = (index: number) => domains[index]!;
const pools = { 'without domains': () => createPool(), 'with domains': () => createPool(domainOf) };

describe.each(Object.entries(pools))('an expression of a pool %s', (_, make) => {
  it('equals its formula at every setting', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const expression = build(make(), formula);
        for (const setting of settings()) {
          expect(evaluate(expression, (index) => setting[index]!)).toBe(reference(formula, setting));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays within its bounds, and reaches them where they are exact', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const expression = build(make(), formula);
        const values = settings().map((setting) => reference(formula, setting) as number);
        const [low, high] = [Math.min(...values), Math.max(...values)];
        expect(rangeOf(expression, domainOf)).toEqual({ low, high, exact: true });
        const bounds = rangeOf(expression, domainOf, 0);
        expect(bounds.low).toBeLessThanOrEqual(low);
        expect(bounds.high).toBeGreaterThanOrEqual(high);
        const found = findSetting(expression, domainOf, (value) => value === high);
        expect(evaluate(expression, (index) => (found as ReadonlyMap<number, number>).get(index)!)).toBe(high);
        expect(findSetting(expression, domainOf, (value) => Number(value) > high)).toBe('none');
      }),
      { numRuns: 200 },
    );
  });
});

describe('a pool', () => {
  const pool = createPool();
  const [a, b, c] = [0, 1, 2].map((index) => pool.decision(index)) as [Expression, Expression, Expression];
  const k = (value: number | boolean | string) => pool.constant(value);
  const apply = (operation: Operation, ...operands: readonly Expression[]) => pool.apply(operation, ...operands);

  it.each([
    ['x + 0', apply('add', a, k(0)), a],
    ['x * 1', apply('multiply', k(1), a), a],
    ['x * 0', apply('multiply', a, k(0)), k(0)],
    ['x - x', apply('subtract', a, a), k(0)],
    ['x / 1', apply('divide', a, k(1)), a],
    ['commuted sums', apply('add', a, b), apply('add', b, a)],
    ['regrouped sums', apply('add', apply('add', a, b), c), apply('add', a, apply('add', c, b))],
    ['collected constants', apply('add', apply('add', a, k(1)), k(2)), apply('add', k(3), a)],
    ['equal branches', apply('if', apply('less', a, b), c, c), c],
    [
      'a branch under its own condition',
      apply('if', apply('less', a, b), apply('if', apply('less', a, b), a, b), c),
      apply('if', apply('less', a, b), a, c),
    ],
    ['not not', apply('not', apply('not', apply('and', a, b))), apply('and', a, b)],
    ['mirrored comparisons', apply('greater', a, b), apply('less', b, a)],
    ['negated comparisons', apply('not', apply('less', a, b)), apply('less_equal', b, a)],
    ['excluded middle', apply('or', apply('less', a, b), apply('less_equal', b, a)), k(true)],
    ['contradiction', apply('and', apply('equal', a, b), apply('not_equal', b, a)), k(false)],
    ['idempotence', apply('and', apply('less', a, b), apply('less', a, b)), apply('less', a, b)],
    ['folded constants', apply('round_to', k(18), k(8)), k(24)],
  ])('makes one object of equal shapes: %s', (_, left, right) => {
    expect(left).toBe(right);
  });

  it('folds what its domains settle', () => {
    const known = createPool((index) => [[2, 3, 4], [3, 5, 7], [9]][index]!);
    const [depth, kernel, only] = [0, 1, 2].map((index) => known.decision(index)) as [
      Expression,
      Expression,
      Expression,
    ];
    expect(known.apply('less', known.constant(1), depth)).toBe(known.constant(true));
    expect(known.apply('less', depth, kernel).kind).toBe('apply');
    expect(only).toBe(known.constant(9));
    const half = known.apply('floor_divide', known.apply('subtract', kernel, known.constant(1)), known.constant(2));
    const slack = known.apply('subtract', known.apply('multiply', known.constant(2), half), kernel);
    expect(slack).toBe(known.constant(-1));
  });

  it('reads the decisions of its leaves', () => {
    expect([...apply('if', apply('less', a, k(2)), b, k(0)).reads].sort()).toEqual([0, 1]);
  });

  it('names choices', () => {
    const chosen = apply('if', apply('equal', a, k('relu')), k(1), k(2));
    expect([evaluate(chosen, () => 'relu'), evaluate(chosen, () => 'gelu')]).toEqual([1, 2]);
  });
});

describe('a fraction', () => {
  const pool = createPool();
  const heads = pool.decision(0);
  const share = pool.apply('divide', pool.constant(512), heads);

  it('is traced to the division and its decisions', () => {
    const doubled = pool.apply('add', pool.apply('multiply', share, pool.decision(1)), pool.constant(1));
    const fraction = fractionOf(doubled, (index) => [6, 1][index]!)!;
    expect(fraction.part).toBe(share);
    expect(fraction.decisions).toEqual([0]);
    expect(fraction.value).toBeCloseTo(512 / 6 + 1);
  });

  it('is none where the value is whole, or is made whole', () => {
    expect(fractionOf(share, () => 8)).toBeUndefined();
    expect(fractionOf(pool.apply('floor', share), () => 6)).toBeUndefined();
  });

  it('is not made by rounding errors', () => {
    const wide = pool.apply('multiply', pool.constant(1.1), heads);
    expect(fractionOf(wide, () => 10)).toBeUndefined();
    expect(evaluate(wide, () => 10)).toBe(11);
  });

  it('is found in a division by zero', () => {
    expect(fractionOf(share, () => 0)!.decisions).toEqual([0]);
  });
});

describe('round_to', () => {
  const pool = createPool();
  const rounded = (x: number, m: number) =>
    evaluate(pool.apply('round_to', pool.constant(x), pool.constant(m)), () => 0);

  it("is MobileNet's channel rounding", () => {
    // Squeezed widths of MobileNetV3-Large: round_to(expanded / 4, 8), Howard et al. 2019 as in torchvision.
    expect([72 / 4, 120 / 4, 480 / 4, 672 / 4, 960 / 4].map((x) => rounded(x, 8))).toEqual([24, 32, 120, 168, 240]);
    expect(rounded(3, 8)).toBe(8);
  });
});

describe('print', () => {
  it("writes the language's own syntax", () => {
    const pool = createPool();
    const [a, b] = [pool.decision(0), pool.decision(1)];
    const name = (index: number) => ['depth', 'width'][index]!;
    const k = (value: number) => pool.constant(value);
    const sum = pool.apply('add', a, b);
    expect(print(pool.apply('multiply', sum, k(3)), name)).toBe('(depth + width) * 3');
    expect(print(pool.apply('divide', a, pool.apply('divide', b, k(2))), name)).toBe('depth / (width / 2)');
    expect(print(pool.apply('subtract', a, pool.apply('subtract', b, k(2))), name)).toBe('depth - (width - 2)');
    expect(print(pool.apply('less', k(2), a), name)).toBe('depth > 2');
    expect(print(pool.apply('if', pool.apply('equal', a, k(2)), b, k(0)), name)).toBe(
      'if depth == 2 then width else 0',
    );
    expect(print(pool.apply('add', pool.apply('if', pool.apply('less', a, b), a, b), k(1)), name)).toBe(
      '(if depth < width then depth else width) + 1',
    );
    expect(print(pool.apply('round_to', b, k(8)), name)).toBe('round_to(width, 8)');
    expect(print(pool.apply('floor_divide', sum, k(2)), name)).toBe('floor((depth + width) / 2)');
  });

  it('ends where shared parts, written out, would be longer than any string', () => {
    const pool = createPool();
    let whole = pool.decision(0);
    for (let i = 0; i < 100; i += 1) whole = pool.apply('multiply', pool.apply('add', whole, pool.decision(1)), whole);
    const text = print(whole, (index) => ['a', 'b'][index]!);
    expect(text).toContain('…');
    expect(text.length).toBeLessThan(2000);
  });
});

describe('an expression that is split', () => {
  const limits = { small: 3, large: Number.POSITIVE_INFINITY, looks: Number.POSITIVE_INFINITY };

  it('is the sum of its parts', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const pool = createPool(domainOf);
        const parts = splitSum(pool, build(pool, formula), limits)!;
        for (const setting of settings()) {
          const sum = parts.reduce((total, part) => total + Number(evaluate(part, (index) => setting[index]!)), 0);
          expect(sum).toBe(reference(formula, setting));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is given up where a part stays too large, or too much has to be looked at', () => {
    const pool = createPool(() => [1, 2, 3]);
    const leaves = Array.from({ length: 4 }, (_, index) => pool.decision(index));
    const product = pool.apply('multiply', ...leaves);
    expect(splitSum(pool, product, { ...limits, large: 81 })).toEqual([product]);
    expect(splitSum(pool, product, { ...limits, large: 80 })).toBeUndefined();
    const sum = pool.apply('multiply', pool.apply('add', ...leaves.slice(0, 2)), pool.apply('add', ...leaves.slice(2)));
    expect(splitSum(pool, sum, { ...limits, small: 9 })).toHaveLength(4);
    expect(splitSum(pool, sum, { ...limits, small: 9, looks: 2 })).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import { compile } from '../../../language/index.ts';
import { emptyClasses } from '../../../runtime/data/counts.ts';

const datasetOf = (settings: string) =>
  compile(`dataset D { images "pics"; validation 10%; ${settings} }`, { file: 'net.lithe' }).datasets[0]!;
const countsOf = (sizes: Readonly<Record<string, number>>) => ({
  ...{ train: 9, validation: 1, test: 0 },
  classes: Object.entries(sizes).map(([name, train]) => ({ name, train, validation: 0, test: 0 })),
});

test('a class that is listed and has nothing to train on is warned of, with where that was looked for', () => {
  const listed = datasetOf('classes [a, b, c]');
  expect(emptyClasses(listed, countsOf({ a: 5, b: 4, c: 0 }))).toBe(
    'net.lithe:1:20: no training sample in "pics" is of the class c: put some there, or take it out of `classes`.',
  );
  expect(emptyClasses(listed, countsOf({ a: 9, b: 0, c: 0 }))).toMatch(
    /of the classes b, c: put some there, or take them/,
  );
  expect(emptyClasses(listed, countsOf({ a: 5, b: 3, c: 1 }))).toBeUndefined();
  expect(emptyClasses(datasetOf(''), countsOf({ 0: 9, 1: 0 }))).toBeUndefined();
});

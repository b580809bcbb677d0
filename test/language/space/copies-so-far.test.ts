import { expect, it } from 'vitest';
import { compile, genomeOf, networkAt } from '../../../language/index.ts';

const compiled = (body: string) => compile(`supernet Cells { input v: vector[4]\n${body}\n}`, { file: 'cells.lithe' });

it('are named by the label of their repeat inside its body', () => {
  const { diagnostics, spaces } = compiled(`
    stem: linear(4)
    elastic depth in 1..4
    cell: repeat depth as i {
      here: linear(4)
      sum(here, if i < 2 then stem else cell[i - 2])
    }`);
  expect(diagnostics).toEqual([]);
  const found = genomeOf(spaces[0]!, { depth: 4 });
  if ('problems' in found) throw new Error(found.problems.join());
  const { operators } = networkAt(spaces[0]!, found.genome);
  const output = new Map(operators.map((use) => [use.path, use.output]));
  const second = (i: number) => operators.find(({ path }) => path === `cell[${i}].sum`)!.inputs[1];
  expect([0, 1, 2, 3].map(second)).toEqual([
    output.get('stem'),
    output.get('stem'),
    output.get('cell[0].sum'),
    output.get('cell[1].sum'),
  ]);
});

it('join with all before them, as in DenseNet', () => {
  const { diagnostics, spaces } = compiled(`
    layer: repeat 4 as i {
      if i > 0 { concat(v, layer[0..i - 1]) }
      linear(3, bias: false)
    }`);
  expect(diagnostics).toEqual([]);
  const widths = networkAt(spaces[0]!, []).operators.flatMap((use) =>
    use.operator === 'linear' ? [use.tensors.weight!.shape[1]] : [],
  );
  expect(widths).toEqual([4, 7, 10, 13]);
});

it.each([
  [
    'cell: repeat 3 as i { sum(x, cell[i]) }',
    /no copy of `cell` comes before `cell\[i\]`; name it where one does, as in `if i > 0/,
  ],
  [
    'cell: repeat 3 as i { if i > 0 { sum(x, cell[i]) } }',
    /has 1 copy, so `cell\[i\]` means none; use an index from 0 to 0/,
  ],
])('are no others than those before: %s', (body, says) => {
  expect(compiled(body).diagnostics[0]?.message).toMatch(says);
});

it('are chosen among by an index that is a decision', () => {
  const { diagnostics, spaces } = compiled(`
    layer: repeat 4 { linear(4) }
    elastic exit in [1, 3]
    from layer[exit]`);
  // No cost tells the exits apart.
  expect(diagnostics.map(({ code }) => code)).toEqual(['costless-decision']);
  const outputAt = (exit: number) => {
    const found = genomeOf(spaces[0]!, { exit });
    if ('problems' in found) throw new Error(found.problems.join());
    const { operators, output } = networkAt(spaces[0]!, found.genome);
    return operators.find((use) => use.output === output)?.path;
  };
  expect([outputAt(1), outputAt(3)]).toEqual(['layer[1].linear', 'layer[3].linear']);
  const beyond = compiled('layer: repeat 2 { linear(4) }; elastic exit in [1, 2]; from layer[exit]');
  expect(beyond.diagnostics.map(({ code }) => code)).toContain('no-such-copy');
});

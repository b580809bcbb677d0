import type { Position } from 'vscode-languageserver';
import {
  type Compilation,
  costTerms,
  describeOperator,
  type OperatorName,
  type OperatorStep,
  print,
  type Space,
  statementCost,
} from '../../language/index.ts';
import { formatRange, grouped } from '../figures.ts';
import { printType } from '../print-type.ts';
import { contains } from '../range.ts';

/** An operator's signature and documentation, and of this use of it the shape, the formula and the price. */
export function describeOperatorUse(compilation: Compilation, name: OperatorName, at: Position): string {
  const description = describeOperator(name);
  const given = Object.entries(description.arguments).map(([argument, definition]) =>
    definition.default === undefined ? argument : `${argument}: ${definition.default.text}`,
  );
  const signature = given.length === 0 ? name : `${name}(${given.join(', ')})`;
  const use = useAt(compilation, name, at);
  return [code(signature), description.documentation, ...(use ? priceOf(use.space, use.step) : [])].join('\n\n');
}

/** The operator's first use at this place: the innermost statement there that holds it. */
function useAt(
  compilation: Compilation,
  name: OperatorName,
  at: Position,
): { space: Space; step: OperatorStep } | undefined {
  const around = compilation.hints
    .filter((hint) => contains(hint.range, at))
    .sort((a, b) => a.steps.length - b.steps.length);
  for (const { space, steps } of around) {
    const step = steps.find((one) => one.operator === name && contains(one.source, at)) ?? undefined;
    if (step) return { space, step };
  }
  return undefined;
}

function priceOf(space: Space, step: OperatorStep): string[] {
  const nameOf = (index: number) => space.decisions[index]!.name;
  const formulas = (['macs', 'params'] as const).flatMap((metric) => {
    const range = statementCost(space, [step], metric);
    if (!range || 'problem' in range || range.largest.value === 0) return [];
    const terms = costTerms(space, metric, 'matmul', [step]).map(({ value }) => print(value, nameOf));
    const [low, high] = [range.smallest.value, range.largest.value];
    const exact = low === high ? grouped(high) : `${grouped(low)} to ${grouped(high)}`;
    return [`${labels[metric]} = ${sum(terms)}\n${' '.repeat(labels[metric].length)} = ${exact}`];
  });
  const shape = `Gives \`${printType(space, space.values[step.output]!)}\``;
  const macs = statementCost(space, [step]);
  const price = macs && !('problem' in macs) && macs.largest.value > 0 ? `, ${formatRange(macs, 3)} MACs` : '';
  return [...(formulas.length > 0 ? [code(formulas.join('\n'))] : []), `${shape}${price}: \`${step.path}\`.`];
}

/** Equal terms once, with how many there are: the projections of an attention are alike. */
function sum(terms: readonly string[]): string {
  const times = new Map<string, number>();
  for (const term of terms) times.set(term, (times.get(term) ?? 0) + 1);
  return [...times].map(([term, count]) => (count === 1 ? term : `${count} * ${term}`)).join(' + ');
}

const labels = { macs: 'MACs', params: 'parameters' } as const;

function code(text: string): string {
  return `\`\`\`lithe\n${text}\n\`\`\``;
}

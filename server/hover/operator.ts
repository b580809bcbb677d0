import type { Position } from 'vscode-languageserver';
import {
  type Compilation,
  costTerms,
  decisionOf,
  describeOperator as describe,
  type OperatorName,
  type OperatorStep,
  operatorFormulas,
  print,
  type Space,
  statementCost,
} from '../../language/index.ts';
import { formatRange, grouped } from '../figures.ts';
import { printType } from '../print-type.ts';
import { contains } from '../range.ts';
import { code } from './code.ts';
import { statementsAround } from './statements-around.ts';

/** An operator's signature, documentation and arguments, and its shape and costs as formulas. */
export function describeOperator(name: OperatorName): string {
  const { documentation, arguments: definitions } = describe(name);
  const list = Object.entries(definitions).map(([argument, one]) => `- \`${argument}\`: ${one.documentation}`);
  const formulas = operatorFormulas(name);
  const lines = formulas && [
    `${formulas.input} -> ${formulas.output}`,
    ...(formulas.macs === undefined ? [] : [`MACs       = ${formulas.macs}`]),
    ...(formulas.params === undefined ? [] : [`parameters = ${formulas.params}`]),
  ];
  return [code(signatureOf(name)), documentation, list.join('\n'), ...(lines ? [code(lines.join('\n'))] : [])]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** An operator's signature and documentation, and of this use of it the shape, the formula and the price. */
export function describeOperatorUse(compilation: Compilation, name: OperatorName, at: Position): string {
  const use = useAt(compilation, name, at);
  if (use === undefined) return describeOperator(name);
  return [code(signatureOf(name)), describe(name).documentation, ...priceOf(use.space, use.step)].join('\n\n');
}

/** What a call of a block gives and costs. */
export function describeBlockUse(compilation: Compilation, at: Position): string | undefined {
  const [innermost] = statementsAround(compilation, at);
  if (innermost === undefined) return undefined;
  const { space, output, steps, path } = innermost;
  const shape = `Gives \`${printType(space, output)}\``;
  const macs = statementCost(space, steps);
  const price = macs && !('problem' in macs) && macs.largest.value > 0 ? `, ${formatRange(macs, 3)} MACs` : '';
  return `${shape}${price}: \`${path}\`.`;
}

function signatureOf(name: OperatorName): string {
  const given = Object.entries(describe(name).arguments).map(([argument, { default: usual }]) =>
    usual === undefined ? argument : `${argument}: ${usual.text}`,
  );
  return given.length === 0 ? name : `${name}(${given.join(', ')})`;
}

/** The operator's first use at this place: the innermost statement there that holds it. */
function useAt(
  compilation: Compilation,
  name: OperatorName,
  at: Position,
): { space: Space; step: OperatorStep } | undefined {
  for (const { space, steps } of statementsAround(compilation, at)) {
    const step = steps.find((one) => one.operator === name && contains(one.source, at)) ?? undefined;
    if (step) return { space, step };
  }
  return undefined;
}

function priceOf(space: Space, step: OperatorStep): string[] {
  const nameOf = (variable: number) => decisionOf(space, variable).name;
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

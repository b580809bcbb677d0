import type { Expression } from '../../cost/expression.ts';
import { print, printValue } from '../../cost/print.ts';
import { formatSymbolicType } from '../../operators/type.ts';
import type { DecisionValue } from '../decision.ts';
import type { SymbolicType } from '../space.ts';
import type { SpaceBuilder } from './builder.ts';
import type { Meaning } from './scope.ts';

/** Whether an expression gives a number, a flag or a word. */
export function kindOf(builder: SpaceBuilder, expression: Expression): 'number' | 'flag' | 'word' {
  switch (expression.kind) {
    case 'constant':
      return kindOfValue(expression.value);
    case 'decision':
      return kindOfValue(builder.domainOf(expression.variable)[0] ?? 0);
    case 'apply':
      if (expression.operation === 'if') return kindOf(builder, expression.operands[1]!);
      return conditions.has(expression.operation) ? 'flag' : 'number';
  }
}

const conditions: ReadonlySet<string> = new Set(
  'less less_equal greater greater_equal equal not_equal and or not'.split(' '),
);

function kindOfValue(value: number | boolean | string): 'number' | 'flag' | 'word' {
  if (typeof value === 'boolean') return 'flag';
  return typeof value === 'number' ? 'number' : 'word';
}

/** What a message says that something is. */
export function describeMeaning(builder: SpaceBuilder, meaning: Meaning): string {
  switch (meaning.kind) {
    case 'value':
      if (meaning.expression.kind === 'constant') return printValue(meaning.expression.value);
      return { number: 'a number', flag: 'a condition', word: 'a name' }[kindOf(builder, meaning.expression)];
    case 'operators':
      return meaning.decision === undefined
        ? `the operator \`${meaning.options[0]?.name}\``
        : `one of the operators ${meaning.options.map(({ name }) => `\`${name}\``).join(', ')}`;
    case 'tensor':
      return `the tensor ${describeType(builder, builder.values[meaning.value]!)}`;
    case 'tensors':
      return 'several tensors, which `concat` or `sum` would join';
    case 'list':
      return 'a list of values';
    case 'unknown':
      return 'not known';
  }
}

/** A type with open sizes as their ranges: `sequence[50, 32..128]`. */
export function describeType(builder: SpaceBuilder, type: SymbolicType): string {
  return formatSymbolicType(type, (size) => {
    const { low, high } = builder.rangeOf(size);
    return low === high ? `${low}` : `${low}..${high}`;
  });
}

/**
 * `layer[0].heads = 6, depth = 2`: the settings that an expression reads, in the order of the decisions. Where any value
 * of a decision will do, it has its first one.
 */
export function describeSetting(
  builder: SpaceBuilder,
  setting: ReadonlyMap<number, DecisionValue>,
  reads: ReadonlySet<number>,
): string {
  return [...reads]
    .sort((a, b) => a - b)
    .map((index) => `${builder.nameOf(index)} = ${setting.get(index) ?? builder.domainOf(index)[0]}`)
    .join(', ');
}

export function printExpression(builder: SpaceBuilder, expression: Expression): string {
  return print(expression, builder.nameOf);
}

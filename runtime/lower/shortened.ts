import type { Network, OperatorUse, TensorType } from '../../language/index.ts';
import { effects } from './padding.ts';

/**
 * The network for texts of at most `length` tokens: the one given where it takes no more, or where its output would be
 * another one. What is left out is padding behind every text, which nothing that counts looks at.
 */
export function shortened(network: Network, length: number): Network {
  const taken = textLength(network);
  if (taken === undefined || length >= taken || !leavesPaddingOut(network)) return network;
  const cut = <Type extends TensorType>(type: Type): Type =>
    type.kind === 'tokens' || type.kind === 'sequence' ? { ...type, length: type.length - taken + length } : type;
  return { ...network, values: network.values.map(cut) };
}

/** Of its texts, where nothing else goes in. */
function textLength({ inputs, values }: Network): number | undefined {
  const lengths = inputs.map(({ value }) => {
    const type = values[value]!;
    return type.kind === 'tokens' ? type.length : undefined;
  });
  return lengths.every((length) => length === lengths[0]) ? lengths[0] : undefined;
}

/** Whether the output is a vector to which no row of padding adds, so that it is the same without them. */
function leavesPaddingOut({ values, operators, output }: Network): boolean {
  /** By value: whether it is known which rows are padding. */
  const known: boolean[] = [];
  const isVector = (value: number): boolean => values[value]!.kind === 'vector';
  const passes = (use: OperatorUse): boolean => {
    const { inputs, operator } = use;
    if ([...inputs, use.output].every(isVector)) return true;
    if (![...inputs, use.output].every((value) => ['tokens', 'sequence', 'vector'].includes(values[value]!.kind)))
      return false;
    switch (operator) {
      case 'embedding':
      case 'class_token':
        return true;
      case 'concat':
        return use.arguments.along === 'width';
      case 'attention': {
        const { relative_bias, relative_keys, relative_values } = use.arguments;
        return known[inputs.at(-1)!]! && relative_bias + relative_keys + relative_values === 0;
      }
      case 'take_token':
        return use.arguments.index === 0;
      case 'global_pool':
        return known[inputs[0]!]!;
      case 'batchnorm':
        return false;
      default:
        return effects[operator] === 'rows';
    }
  };
  for (const use of operators) {
    if (!passes(use)) return false;
    const { inputs, operator } = use;
    if (operator === 'embedding') known[use.output] = use.arguments.padding >= 0;
    else if (operator === 'attention') known[use.output] = known[inputs[0]!] ?? false;
    else known[use.output] = inputs.some((value) => known[value]);
  }
  return isVector(output);
}

import type { Conditional } from '../generated/syntax/ast.ts';
import { check } from './check.ts';

export const conditionComesFirst = check({
  code: 'condition-behind',
  severity: 'error',
  explanation: 'A choice between two values begins with its condition.',
  message: (right: string) => `the condition comes first: \`${right}\``,
  fixes: (place, [right]) => {
    const { $container } = place.node as Conditional;
    // Without them what follows would belong to the last value.
    const isPart = $container.$type === 'Arithmetic' || $container.$type === 'Logic';
    return [{ title: `Write \`${right}\``, edits: [place.replace(isPart ? `(${right})` : right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      elastic wide in [1, 2]
      linear(«64 if wide == 2 else 16»)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic wide in [1, 2]
      linear(if wide == 2 then 64 else 16)
    }`,
});

import { check } from './check.ts';

export const pathIsReached = check({
  code: 'unreachable-path',
  severity: 'warning',
  explanation: 'A path that no configuration takes is read by people and by nothing else.',
  message: (condition: string, never: boolean) =>
    never
      ? `\`${condition}\` holds in no sub-network, so this is never there; mend the condition, or take it away`
      : `\`${condition}\` holds in every sub-network, so the \`else\` is never there; mend the condition, or take it away`,
  example: `
    supernet Net {
      input features: vector[8]
      elastic depth in 2..4
      «if depth > 4» { linear(16) }
      repeat depth {
        residual { linear(x.width) }
      }
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic depth in 2..4
      if depth > 3 { linear(16) }
      repeat depth {
        residual { linear(x.width) }
      }
    }`,
});

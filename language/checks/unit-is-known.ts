import { check } from './check.ts';
import { nearest, suggestion } from './nearest.ts';

export const unitIsKnown = check({
  code: 'unknown-unit',
  severity: 'error',
  explanation: 'A number may carry a unit: of counts, of seconds, of bytes, or a share.',
  message: (unit: string, units: readonly string[]) =>
    `there is no unit \`${unit}\`${suggestion(unit, units) || `; the units are ${units.join(' ')}`}`,
  fixes: (place, [unit, units]) => {
    const right = nearest(unit, units);
    if (right === undefined) return [];
    const text = `${place.written.slice(0, -unit.length)}${right}`;
    return [{ title: `Replace by \`${text}\``, edits: [place.replace(text)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      require size <= «1KBi»
      explore random(evaluations: 2)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      require size <= 1KB
      explore random(evaluations: 2)
    }`,
});

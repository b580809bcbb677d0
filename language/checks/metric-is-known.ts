import { check, list } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const metricIsKnown = check({
  code: 'unknown-metric',
  severity: 'error',
  explanation: 'An objective is a metric that can be computed or measured.',
  message: (name: string, metrics: readonly string[]) =>
    `there is no metric \`${name}\`${suggestion(name, metrics) || `; the metrics are ${list(metrics)}`}`,
  fixes: (place, [name, metrics]) => respell(place, 'metric', name, metrics),
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize «mac»
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
      explore random(evaluations: 2)
    }`,
});

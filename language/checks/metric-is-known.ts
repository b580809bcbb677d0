import { check, list } from './check.ts';
import { rename, respell } from './fixes.ts';
import { suggestion } from './nearest.ts';
import { wordElsewhere } from './words-elsewhere.ts';

export const metricIsKnown = check({
  code: 'unknown-metric',
  severity: 'error',
  explanation: 'An objective is a metric that can be computed or measured.',
  message: (name: string, metrics: readonly string[]) =>
    `there is no metric \`${name}\`${wordElsewhere(name) || suggestion(name, metrics) || `; the metrics are ${list(metrics)}`}`,
  fixes: (place, [name, metrics]) =>
    name === 'flops' ? [rename(place, 'metric', 'macs')] : respell(place, 'metric', name, metrics),
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

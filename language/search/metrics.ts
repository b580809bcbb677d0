/**
 * Metrics that objectives and requirements may name. Accuracy, a share, and latency, in seconds, are measured; the others
 * are costs, computed exactly.
 */
export const metricNames: readonly string[] = [
  'accuracy',
  'macs',
  'params',
  'size',
  'activations',
  'bitops',
  'latency',
];

/** Metrics that the language foresees and nothing measures yet. */
export const plannedMetrics: readonly string[] = ['lipschitz'];

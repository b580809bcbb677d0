/** Metrics that objectives and requirements may name; all but accuracy are costs, computed exactly and never measured. */
export const metricNames: readonly string[] = ['accuracy', 'macs', 'params', 'size', 'activations', 'bitops'];

/** Metrics that the language foresees and nothing measures yet. */
export const plannedMetrics: readonly string[] = ['latency', 'lipschitz'];

/** Metrics that a search may name. */
export const metricDescriptions: Readonly<Record<string, string>> = {
  accuracy: 'Share of the validation samples that are classified rightly. Measured.',
  f1:
    'Harmonic mean of precision and recall: of two classes that of the second, of more the mean over the classes. ' +
    'Measured.',
  matthews: 'Matthews correlation coefficient of classes and answers; of more than two classes R_K. Measured.',
  pearson: 'Correlation coefficient of the numbers and the answers, for a dataset with `target`. Measured.',
  mse: 'Mean squared error of the answers, for a dataset with `target`. Measured.',
  macs: 'Multiply-accumulates of one sample through matrix products and convolutions. Exact.',
  params: 'Stored numbers that training changes; of a pruned matrix those that are left. Exact.',
  size:
    'Bytes of the stored weights: matrices, kernels and embeddings in their number format, all else in fp32; what is ' +
    'pruned as the numbers left and a bit for each that says whether it is, where that is smaller. Exact.',
  latency: 'Seconds that one batch takes, measured; `latency on NAME` on a declared `target`.',
  activations: 'Bytes of what the operators give for one sample, in their number formats. Exact.',
  bitops: 'Multiply-accumulates, each times the bits of both factors: 32 times 32 in fp32. Exact.',
};

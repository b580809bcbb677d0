/** What other libraries have as settings, and is written as an argument here. */
export const settingsElsewhere: Readonly<Record<string, string>> = {
  lr: 'optimizer adamw(rate: 1e-3)',
  learning_rate: 'optimizer adamw(rate: 1e-3)',
  weight_decay: 'optimizer adamw(rate: 1e-3, decay: 0.01)',
  momentum: 'optimizer sgd(rate: 0.1, momentum: 0.9)',
  betas: 'optimizer adamw(rate: 1e-3, beta1: 0.9, beta2: 0.999)',
  warmup: 'schedule cosine(warmup: 10%)',
  std: 'normalize mean 0.5 deviation 0.25',
  mean: 'normalize mean 0.5 deviation 0.25',
};

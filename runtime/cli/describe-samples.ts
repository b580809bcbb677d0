import type { SampleCounts, SplitCounts } from '../data/counts.ts';

/** Classes that are listed one by one. */
const MOST_LISTED = 20;

/** `700 samples to train on, 100 to validate on, 200 held out · 2 classes: negative 350+50+100, positive 350+50+100`. */
export function describeSamples({ classes, ...all }: SampleCounts): string {
  const parts = [`${all.train} samples to train on`, `${all.validation} to validate on`];
  if (all.test > 0) parts.push(`${all.test} held out`);
  if (classes.length === 0) return parts.join(', ');
  const counts = ({ train, validation, test }: SplitCounts): string =>
    [train, validation, ...(all.test > 0 ? [test] : [])].join('+');
  if (classes.length <= MOST_LISTED) {
    const listed = classes.map((one) => `${one.name} ${counts(one)}`).join(', ');
    return `${parts.join(', ')} · ${classes.length} classes: ${listed}`;
  }
  const sizes = classes.map(({ train }) => train);
  return `${parts.join(', ')} · ${classes.length} classes of ${Math.min(...sizes)} to ${Math.max(...sizes)} samples to train on`;
}

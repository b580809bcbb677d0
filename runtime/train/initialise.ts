import type { Initialiser } from '../../language/index.ts';
import { randomStream } from '../random.ts';

/**
 * Fills a tensor as its initialiser says. Each path has a stream of its own, so adding a layer changes no
 * other's start.
 */
export function initialise(tensor: Float32Array, initial: Initialiser, path: string, seed: number): void {
  if (initial.kind === 'constant') {
    tensor.fill(initial.value);
    return;
  }
  const random = randomStream(seed, 'initial', path);
  const [deviation, cut] =
    initial.kind === 'kaiming' ? [Math.sqrt(initial.gain / initial.fanIn), Infinity] : [initial.deviation, 2];
  for (let index = 0; index < tensor.length; index++) {
    let value = random.normal();
    while (Math.abs(value) > cut) value = random.normal();
    tensor[index] = deviation * value;
  }
}

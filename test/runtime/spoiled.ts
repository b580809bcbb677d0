import type { RandomStream } from '../../runtime/random.ts';

/** The bytes of a file after one to four accidents: cut, doubled, overwritten, put in, numbers that lie. */
export function spoiled(sound: Uint8Array, random: RandomStream): Uint8Array {
  let mutated = Buffer.from(sound);
  const at = (): number => random.below(mutated.length + 1);
  for (let times = 1 + random.below(4); times > 0; times--) {
    const [one, other] = [at(), at()].sort((a, b) => a - b) as [number, number];
    const place = Math.min(one, mutated.length - 1);
    switch (random.below(7)) {
      case 0:
        mutated = mutated.subarray(0, one);
        break;
      case 1:
        mutated = Buffer.concat([mutated.subarray(0, one), mutated.subarray(other)]);
        break;
      case 2:
        mutated = Buffer.concat([mutated.subarray(0, other), mutated.subarray(one)]);
        break;
      case 3:
        mutated = Buffer.concat([mutated.subarray(0, one), Buffer.from([random.below(256)]), mutated.subarray(one)]);
        break;
      case 4:
        if (mutated.length > 0) mutated[place] = random.below(256);
        break;
      case 5:
        // Sizes and counts that lie: the ends of their ranges.
        for (let byte = place; byte < Math.min(mutated.length, place + 4); byte++)
          mutated[byte] = random.below(2) * 255;
        break;
      case 6:
        if (mutated.length > 0) mutated[place] = mutated[place]! ^ (1 << random.below(8));
    }
  }
  return mutated;
}

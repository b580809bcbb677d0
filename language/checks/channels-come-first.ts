import type { Input } from '../generated/syntax/ast.ts';
import { check } from './check.ts';

/** Whether three sizes of an image are surely meant as height, width and channels. */
export function areChannelsLast([first, second, third]: readonly number[]): boolean {
  if (first === undefined || second === undefined || third === undefined || first < 16 || second < 16) return false;
  // A picture one pixel wide is a signal, unless the others are the sides of a square.
  return third === 3 || third === 4 || (third === 1 && first === second);
}

export const channelsComeFirst = check({
  code: 'channels-last',
  severity: 'warning',
  explanation:
    'The sizes of an image are its channels, its height and its width, in this order, whatever the data has.',
  message: (sizes: readonly string[]) => {
    const [height, width, channels] = sizes;
    return (
      `this is an image of ${height} channels, ${width} high and ${channels} wide; ` +
      `channels come first: \`image[${channels}, ${height}, ${width}]\``
    );
  },
  fixes: (place, [[height, width, channels]]) => {
    const right = [channels, height, width];
    const edits = (place.node as Input).sizes.map((size, i) => place.at(size).replace(right[i]!));
    return [{ title: `Write \`image[${right.join(', ')}]\``, edits }];
  },
  example: `
    supernet Net {
      «input photo: image[224, 224, 3]»
      global_pool
    }`,
  corrected: `
    supernet Net {
      input photo: image[3, 224, 224]
      global_pool
    }`,
});

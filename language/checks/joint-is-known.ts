import { check, list } from './check.ts';
import { respell } from './fixes.ts';
import { suggestion } from './nearest.ts';

export const jointIsKnown = check({
  code: 'unknown-joint',
  severity: 'error',
  explanation: 'The word behind `branch` says how its paths are joined.',
  message: (kind: string, joints: readonly string[]) =>
    `\`branch\` must be followed by ${list(joints, 'or')}, and is followed by \`${kind}\`${suggestion(kind, joints)}`,
  fixes: (place, [kind, joints]) => respell(place, 'kind', kind, joints),
  example: `
    supernet Net {
      input image: image[3, 32, 32]
      «branch concatenate» {
        narrow { conv(8, kernel: 1) }
        wide { conv(8, kernel: 3) }
      }
    }`,
  corrected: `
    supernet Net {
      input image: image[3, 32, 32]
      branch concat {
        narrow { conv(8, kernel: 1) }
        wide { conv(8, kernel: 3) }
      }
    }`,
});

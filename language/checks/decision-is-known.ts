import { check } from './check.ts';
import { nearest, suggestion } from './nearest.ts';

export const decisionIsKnown = check({
  code: 'unknown-decision',
  severity: 'error',
  explanation: 'A decision is named by its whole path in the super-network.',
  message: (path: string, known: readonly string[]) =>
    `there is no decision \`${path}\`${suggestion(path, known) || (known[0] === undefined ? '' : `; the first one is \`${known[0]}\``)}`,
  fixes: (place, [path, known]) => {
    const right = nearest(path, known);
    return right === undefined ? [] : [{ title: `Replace by \`${right}\``, edits: [place.replace(right)] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      layer: repeat 2 {
        elastic width in [8, 16]
        linear(width); relu
      }
    }
    search Smallest {
      space Net
      minimize macs
      maximize params
      require «layer[0].widht» <= 8
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      layer: repeat 2 {
        elastic width in [8, 16]
        linear(width); relu
      }
    }
    search Smallest {
      space Net
      minimize macs
      maximize params
      require layer[0].width <= 8
    }`,
});

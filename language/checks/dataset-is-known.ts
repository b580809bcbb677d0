import { check, list } from './check.ts';
import { rename } from './fixes.ts';
import { nearest, suggestion } from './nearest.ts';

export const datasetIsKnown = check({
  code: 'unknown-dataset',
  severity: 'error',
  explanation: 'A search names a dataset of its file, or of one that the file imports.',
  message: (name: string, known: readonly string[]) =>
    `this file has no dataset \`${name}\`${suggestion(name, known) || (known.length > 0 ? `; it has ${list(known)}` : '')}`,
  fixes: (place, [name, known]) =>
    [nearest(name, known) ?? (known.length === 1 ? known[0]! : [])].flat().map((one) => rename(place, 'data', one)),
  example: `
    supernet Net {
      input image: image[1, 8, 8]
      global_pool
      linear(10)
    }
    dataset Digits {
      images "train-images.idx3-ubyte" labels "train-labels.idx1-ubyte"
      validation 10%
    }
    search OnDigits {
      space Net
      data «Digit»
      maximize accuracy
      explore random(evaluations: 1)
    }`,
  corrected: `
    supernet Net {
      input image: image[1, 8, 8]
      global_pool
      linear(10)
    }
    dataset Digits {
      images "train-images.idx3-ubyte" labels "train-labels.idx1-ubyte"
      validation 10%
    }
    search OnDigits {
      space Net
      data Digits
      maximize accuracy
      explore random(evaluations: 1)
    }`,
});

import { check } from './check.ts';
import { removeStatement } from './fixes.ts';

export const choiceMatters = check({
  code: 'idle-choice',
  severity: 'hint',
  explanation: 'What a configuration decides of copies and paths that its sub-network does not have changes nothing.',
  message: (path: string, because: string) => `this decides nothing: \`${path}\` is not there${because}`,
  fixes: (place) => removeStatement(place, `\`${place.written}\``),
  example: `
    supernet Net {
      input features: vector[8]
      elastic depth in 1..2
      layer: repeat depth {
        elastic width in [8, 16]
        linear(width); relu
      }
    }
    configuration Small of Net {
      depth: 1
      «layer[1].width: 8»
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic depth in 1..2
      layer: repeat depth {
        elastic width in [8, 16]
        linear(width); relu
      }
    }
    configuration Small of Net {
      depth: 1
    }`,
});

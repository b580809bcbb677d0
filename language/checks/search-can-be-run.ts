import { check } from './check.ts';

export const searchCanBeRun = check({
  code: 'not-executed',
  severity: 'warning',
  explanation:
    'Some of what the language prices and reads is not carried out yet: `lithe run` refuses such a search, and the rest of the file is of use.',
  message: (search: string, hindrance: string, instead: string) => `${search} cannot be run: ${hindrance}; ${instead}`,
  fixes: (place) => {
    const { node } = place;
    if (node.$type !== 'ObjectiveSetting' || /\bmacs\b/.test(node.$container?.$cstNode?.text ?? '')) return [];
    return [{ title: 'Replace by `minimize macs`', edits: [place.replace('minimize macs')] }];
  },
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Fastest {
      space Net
      «minimize latency»
      explore random(evaluations: 2)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Fastest {
      space Net
      minimize macs
      explore random(evaluations: 2)
    }`,
});

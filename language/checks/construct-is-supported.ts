import { check } from './check.ts';

export const constructIsSupported = check({
  code: 'not-supported-yet',
  severity: 'error',
  explanation: 'The grammar knows the whole language; a few statements are not carried out yet.',
  message: (construct: string) => `${construct} is not supported yet; take it out to use the rest of this file`,
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Fastest {
      space Net
      «minimize lipschitz»
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

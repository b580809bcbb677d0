import { check } from './check.ts';

export const unitFitsMetric = check({
  code: 'wrong-unit',
  severity: 'error',
  explanation:
    'A metric is compared in its own unit: counts plain or in `K`, `M`, `G`, sizes in bytes such as `KB`, latency in `ms` or `s`, ' +
    'and what is measured on data as a share such as `90%`.',
  /** `right` is the quantity that would be right where it follows from what is written, `typical` one where it does not. */
  message: (about: UnitMisfit) =>
    `\`${about.metric}\` is ${about.counted}, and \`${about.quantity}\` is ${about.given}: write ` +
    (about.right === undefined ? `a value such as \`${about.typical}\`` : `\`${about.right.comparison}\``) +
    (about.other === undefined ? '' : `, or \`${about.other.comparison}\` if ${about.other.means} meant`),
  fixes: (place, [{ right }]) =>
    right === undefined ? [] : [{ title: `Replace by \`${right.quantity}\``, edits: [place.replace(right.quantity)] }],
  example: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      require params <= «0.2KB»
      explore random(evaluations: 2)
    }`,
  corrected: `
    supernet Net {
      input features: vector[8]
      elastic hidden in [16, 32]
      linear(hidden)
    }
    search Cheapest {
      space Net
      minimize macs
      require params <= 0.2K
      explore random(evaluations: 2)
    }`,
});

/** A quantity in a unit that the metric beside it is not in. */
export interface UnitMisfit {
  readonly metric: string;
  readonly counted: string;
  readonly quantity: string;
  readonly given: string;
  readonly right?: { readonly quantity: string; readonly comparison: string };
  readonly typical: string;
  /** The same comparison of the metric that is in this unit, where there is one: `bytes are` meant. */
  readonly other?: { readonly comparison: string; readonly means: string };
}

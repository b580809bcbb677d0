import type { Fix } from '../source.ts';
import type { Place } from './place.ts';

/** What a check found, without its place. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** Stable, kebab-case. */
  readonly code: string;
  /** Where, why and what would be right, in one line. */
  readonly message: string;
  /** Mechanical ways to put it right, as edits around the place where it was found. */
  readonly fixes?: (place: Place) => readonly Fix[];
}

/** One diagnostic: called with what it is about, it gives the problem. */
export interface Check<Arguments extends readonly unknown[]> {
  (...about: Arguments): Problem;
  readonly code: string;
  readonly severity: Problem['severity'];
  /** Why it is a problem, for the reference page. */
  readonly explanation: string;
}

export function check<Arguments extends readonly unknown[]>(
  code: string,
  severity: Problem['severity'],
  explanation: string,
  message: (...about: Arguments) => string,
): Check<Arguments> {
  const found = (...about: Arguments): Problem => ({ code, severity, message: message(...about) });
  return Object.assign(found, { code, severity, explanation });
}

/** `a`, `b` and `c`, as a message lists names. */
export function list(names: readonly string[], joint = 'and'): string {
  const quoted = names.map((name) => `\`${name}\``);
  if (quoted.length < 2) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} ${joint} ${quoted.at(-1)}`;
}

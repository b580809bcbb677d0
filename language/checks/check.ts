import type { Fix } from '../source.ts';
import type { Place } from './place.ts';

/** What a check found, without its place. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** Stable, kebab-case; each belongs to one check. */
  readonly code: string;
  /** Where, why and what would be right, in one line. */
  readonly message: string;
  /** Mechanical ways to put it right, as edits around the place where it was found. */
  readonly fixes?: (place: Place) => readonly Fix[];
}

export interface CheckDefinition<Arguments extends readonly unknown[]> {
  readonly code: string;
  /** error: nothing runs · warning: surely not meant · information: worth knowing · hint: could be better. */
  readonly severity: Problem['severity'];
  /** Why it is a problem, for the reference page. */
  readonly explanation: string;
  /** Where, why and what would be right, in one line. */
  readonly message: (...about: Arguments) => string;
  /** Mechanical ways to put it right, the best one first. */
  readonly fixes?: (place: Place, about: Arguments) => readonly Fix[];
  /** A whole file with this problem alone, which stands between « and ». */
  readonly example: string;
  /** The same file without the problem. */
  readonly corrected: string;
}

/** One diagnostic: called with what it is about, it gives the problem. */
export interface Check<Arguments extends readonly unknown[]>
  extends Omit<CheckDefinition<Arguments>, 'message' | 'fixes'> {
  (...about: Arguments): Problem;
}

export function check<Arguments extends readonly unknown[]>(definition: CheckDefinition<Arguments>): Check<Arguments> {
  const { code, severity, explanation, message, fixes } = definition;
  const found = (...about: Arguments): Problem => ({
    code,
    severity,
    // What is wrong in a repeat is found in every copy of it, and told once.
    get message() {
      return message(...about);
    },
    ...(fixes === undefined ? {} : { fixes: (place: Place) => fixes(place, about) }),
  });
  const [example, corrected] = [snippet(definition.example), snippet(definition.corrected)];
  return Object.assign(found, { code, severity, explanation, example, corrected });
}

/** `a`, `b` and `c`, as a message lists names. */
export function list(names: readonly string[], joint = 'and'): string {
  const quoted = names.map((name) => `\`${name}\``);
  if (quoted.length < 2) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} ${joint} ${quoted.at(-1)}`;
}

/** A text without the indentation that all of its lines share, and with one line end behind the last. */
function snippet(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shared = Math.min(...indents);
  return `${lines.map((line) => line.slice(shared)).join('\n')}\n`;
}

import type { Problem } from '../checks/check.ts';
import { weightsAreComplete } from '../checks/weights-are-complete.ts';
import { weightsAreHere } from '../checks/weights-are-here.ts';
import { weightsAreTakenOnce } from '../checks/weights-are-taken-once.ts';
import { weightsAreUsed } from '../checks/weights-are-used.ts';
import { weightsCanBeRead } from '../checks/weights-can-be-read.ts';
import { weightsFit } from '../checks/weights-fit.ts';
import { weightsLineLeadsSomewhere } from '../checks/weights-line-leads-somewhere.ts';
import { weightsStartAnew } from '../checks/weights-start-anew.ts';
import type { Diagnostic } from '../source.ts';
import type { Space } from '../space/space.ts';
import { storedTensors } from '../space/stored-tensors.ts';
import { type Assigned, assignWeights, leadsNowhere } from './assign.ts';
import { isFloatFormat, type WeightsListing } from './header/listing.ts';
import { StoredPaths } from './stored-paths.ts';
import type { WeightsSource } from './weights.ts';

/** What a `weights` statement leads to: a listing, why there is none, or why there is none yet. */
export type FoundWeights = WeightsListing | { readonly problem: string } | { readonly notHere: string };

/** What is wrong between a super-network and the lines of its own name map, whatever the file holds. */
export function checkLines(space: Space, { own }: WeightsSource): readonly Diagnostic[] {
  if (own.length === 0) return [];
  const stored = storedTensors(space).map(({ path }) => path);
  const paths = new StoredPaths(stored);
  return own
    .filter((line) => leadsNowhere(line, paths))
    .map(({ target, range }) => ({ ...range, ...plain(weightsLineLeadsSomewhere(target.text, stored)) }));
}

/** Tensors named one by one in a message. */
const SHOWN = 3;

/**
 * What is wrong between a super-network and the file that its weights come from, and what is worth knowing.
 * @param wanted `all of it`: no tensor may start anew
 */
export function checkWeights(
  space: Space,
  source: WeightsSource,
  found: FoundWeights,
  wanted: 'what is there' | 'all of it' = 'what is there',
): readonly Diagnostic[] {
  return problemsOf(space, source, found, wanted).map((problem) => ({ ...source.range, ...plain(problem) }));
}

function problemsOf(
  space: Space,
  { lines }: WeightsSource,
  found: FoundWeights,
  wanted: 'what is there' | 'all of it',
): readonly Problem[] {
  if ('problem' in found) return [weightsCanBeRead(found.problem)];
  if ('notHere' in found) return [weightsAreHere(found.notHere)];
  const assigned = assignWeights(storedTensors(space), lines, found.tensors);
  const { misfits, unused, doubled } = assigned;
  const whole = wanted === 'all of it';
  const fresh = whole ? [] : assigned.fresh;
  const missing = [
    ...assigned.missing,
    ...(whole ? assigned.fresh.map((stored) => ({ stored, expected: lines === undefined ? [stored.path] : [] })) : []),
  ];
  const problems: Problem[] = doubled.map(({ stored, names }) => weightsAreTakenOnce(stored.path, names));
  if (misfits.length > 0) problems.push(weightsFit(misfits.slice(0, SHOWN).map(describeMisfit), rest(misfits)));
  if (missing.length > 0) {
    problems.push(weightsAreComplete(missing.slice(0, SHOWN).map(describeMissing(found)), rest(missing)));
  }
  if (fresh.length > 0) problems.push(weightsStartAnew(shortened(fresh.map(({ path }) => path))));
  if (unused.length > 0) problems.push(weightsAreUsed(shortened(unused)));
  return problems;
}

function rest(all: readonly unknown[]): number {
  return Math.max(0, all.length - SHOWN);
}

function shortened(names: readonly string[]): string {
  const shown = names.slice(0, 2 * SHOWN).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function describeMisfit({ stored, name, tensor, given, parts }: Assigned['misfits'][number]): string {
  const shape = shown(tensor.shape);
  if (!isFloatFormat(tensor.format))
    return `\`${name}\` holds ${tensor.format} ${shape}, and \`${stored.path}\` floating-point numbers`;
  if (given === undefined)
    return `\`${name}\` is ${shape}, which is not ${parts} equal parts along the first axis of a matrix`;
  const part = parts > 1 ? `, in ${parts} parts ${shown(given)} each` : '';
  return `\`${name}\` is ${shape}${part}, and \`${stored.path}\` is ${shown(stored.shape)}`;
}

function describeMissing({ tensors }: WeightsListing) {
  return ({ stored, expected }: Assigned['missing'][number]): string => {
    // Of the spellings that a line allows, the one that reads most like the file's names.
    const names = [...tensors.keys()];
    const [likely] = [...expected].sort((a, b) => likeness(b, names) - likeness(a, names));
    const wanted = likely === undefined ? 'no line of the map gives it' : `expected as \`${likely}\``;
    return `\`${stored.path}\` ${shown(stored.shape)} (${wanted})`;
  };
}

/** Characters that a name shares with the beginning of any other. */
function likeness(name: string, others: readonly string[]): number {
  return others.reduce((most, other) => {
    let shared = 0;
    while (shared < name.length && name[shared] === other[shared]) shared += 1;
    return Math.max(most, shared);
  }, 0);
}

function shown(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

function plain({ severity, code, message }: Problem): Pick<Diagnostic, 'severity' | 'code' | 'message'> {
  return { severity, code, message };
}

import type { StoredTensor } from '../space/network.ts';
import { shapesFit } from './fits.ts';
import { isFloatFormat, type ListedTensor } from './header/listing.ts';
import { StoredPaths } from './stored-paths.ts';
import type { MapLine } from './weights.ts';

/** A stored tensor and the part of a tensor in a file that it is. */
export interface Assignment {
  readonly stored: StoredTensor;
  /** The tensor's name in the file. */
  readonly name: string;
  readonly tensor: ListedTensor;
  /** The file holds it as [in, out]; it is turned before it is split. */
  readonly transposed: boolean;
  /** Which of how many equal parts along the first axis. */
  readonly part: number;
  readonly parts: number;
}

/** What a file's tensors are in a network, and what does not meet. */
export interface Assigned {
  readonly assignments: readonly Assignment[];
  /** Of another shape or number format than the network's tensor. */
  readonly misfits: readonly Misfit[];
  /** Not in the file although others of the same label are; `expected`: the names that the map would take. */
  readonly missing: readonly { readonly stored: StoredTensor; readonly expected: readonly string[] }[];
  /** Nothing of their label is in the file: they start as without weights, such as a new classifier. */
  readonly fresh: readonly StoredTensor[];
  /** Names in the file that nothing took. */
  readonly unused: readonly string[];
  /** Two tensors of the file for one of the network. */
  readonly doubled: readonly { readonly stored: StoredTensor; readonly names: readonly [string, string] }[];
}

interface Misfit {
  readonly stored: StoredTensor;
  readonly name: string;
  readonly tensor: ListedTensor;
  /** What the file gives for the stored tensor, turned and split as the map says; undefined where it cannot be split. */
  readonly given: readonly number[] | undefined;
  readonly parts: number;
}

/**
 * Which tensor of a file is which of the network's, by a name map (or by equal names where there is none). Of several
 * lines that match a name, the first whose target the network has is taken.
 */
export function assignWeights(
  network: readonly StoredTensor[],
  lines: readonly MapLine[] | undefined,
  tensors: ReadonlyMap<string, ListedTensor>,
): Assigned {
  const stored = new Map(network.map((tensor) => [tensor.path, tensor]));
  const paths = new StoredPaths(stored.keys());
  const taken = new Map<string, Assignment>();
  const misfits: Misfit[] = [];
  const doubled: Assigned['doubled'][number][] = [];
  const unused: string[] = [];
  for (const [name, tensor] of tensors) {
    const found = lines === undefined ? ownName(name, stored) : byLines(name, lines, paths);
    if (found === undefined) unused.push(name);
    found?.paths.forEach((path, part) => {
      const target = path === undefined ? undefined : stored.get(path);
      if (target === undefined) return;
      const before = taken.get(target.path);
      if (before !== undefined) {
        doubled.push({ stored: target, names: [before.name, name] });
        return;
      }
      const parts = found.paths.length;
      taken.set(target.path, { stored: target, name, tensor, transposed: found.transposed, part, parts });
      const given = shapeGiven(tensor.shape, found.transposed, parts);
      if (given === undefined || !shapesFit(given, target.shape) || !isFloatFormat(tensor.format)) {
        misfits.push({ stored: target, name, tensor, given, parts });
      }
    });
  }
  const labels = new Set([...taken.keys()].map(labelOf));
  const absent = network.filter(({ path }) => !taken.has(path));
  const incomplete = absent.filter(({ path }) => labels.has(labelOf(path)));
  const expected = incomplete.length === 0 ? new Map<string, string[]>() : expectedNames(lines ?? [], paths);
  return {
    assignments: [...taken.values()],
    misfits,
    missing: incomplete.map((tensor) => ({
      stored: tensor,
      expected: lines === undefined ? [tensor.path] : (expected.get(tensor.path) ?? []),
    })),
    fresh: absent.filter(({ path }) => !labels.has(labelOf(path))),
    unused,
    doubled,
  };
}

/** Paths for the parts of a tensor; undefined for parts that the network does not have. */
interface Found {
  readonly paths: readonly (string | undefined)[];
  readonly transposed: boolean;
}

function ownName(name: string, stored: ReadonlyMap<string, StoredTensor>): Found | undefined {
  return stored.has(name) ? { paths: [name], transposed: false } : undefined;
}

function byLines(name: string, lines: readonly MapLine[], paths: StoredPaths): Found | undefined {
  for (const { pattern, target, transposed } of lines) {
    const captured = pattern.match(name);
    if (captured === undefined) continue;
    const found = target.at(captured)?.map((sought) => {
      const [only, ...others] = paths.find(sought);
      return others.length === 0 ? only : undefined;
    });
    if (found?.some((path) => path !== undefined)) return { paths: found, transposed };
  }
  return undefined;
}

/** The shape of one part of a tensor, turned where it is a matrix that is stored the other way round. */
function shapeGiven(shape: readonly number[], transposed: boolean, parts: number): readonly number[] | undefined {
  if (transposed && shape.length !== 2) return undefined;
  const turned = transposed ? shape.toReversed() : shape;
  if (parts === 1) return turned;
  const [rows] = turned;
  return rows === undefined || rows % parts !== 0 ? undefined : turned.with(0, rows / parts);
}

/** The label that a path begins with: `layer` of `layer[3].attention.query.weight`. */
function labelOf(path: string): string {
  return /^[^.[]*/.exec(path)![0];
}

/** Whether nothing that a line matches leads to a tensor of the network. */
export function leadsNowhere({ pattern, target }: MapLine, paths: StoredPaths): boolean {
  const names = pattern.names(paths.mostCopies + 2);
  return (
    names.length > 0 &&
    !names.some(({ captured }) => target.at(captured)?.some((sought) => paths.find(sought).length > 0))
  );
}

/** The names that the lines would take for each path, by trying the numbers that copies may have. */
function expectedNames(lines: readonly MapLine[], paths: StoredPaths): Map<string, string[]> {
  const expected = new Map<string, string[]>();
  for (const { pattern, target } of lines) {
    for (const { name, captured } of pattern.names(paths.mostCopies + 2)) {
      for (const sought of target.at(captured) ?? []) {
        const [only, ...others] = paths.find(sought);
        if (only !== undefined && others.length === 0) expected.set(only, [...(expected.get(only) ?? []), name]);
      }
    }
  }
  return expected;
}

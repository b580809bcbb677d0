import type { AstNode } from 'langium';
import { nameIsNew } from './checks/name-is-new.ts';
import type { Compilation, CompileOptions } from './compilation.ts';
import { type Parsed, parse, rangeOfNode } from './parse/parse.ts';
import { tooDeep } from './parse/too-deep.ts';
import { readDataset } from './search/read-dataset.ts';
import { readSearch } from './search/read-search.ts';
import { Modules } from './space/elaborate/modules.ts';
import { operatorNamesAreKnown } from './space/elaborate/operator-names.ts';
import { Problems } from './space/elaborate/problems.ts';
import { elaborateSupernet } from './space/elaborate/supernet.ts';
import type { Space } from './space/space.ts';
import { checkLines, checkWeights } from './weights/check-weights.ts';
import { readLines } from './weights/read-weights.ts';
import { mapsIn, weightsMaps } from './weights/weights-maps.ts';

/** What a text means. Never throws: where the text is wrong or half-written, it gives what it can and says why. */
export function compile(text: string, options: CompileOptions): Compilation {
  try {
    return compileParsed(parse(text, options.file), options);
  } catch (error) {
    // A tree that the parser could build may still be too deep to walk: the stack has an end.
    if (!(error instanceof RangeError)) throw error;
    const diagnostics = [tooDeep(text, options.file)];
    return { file: options.file, diagnostics, spaces: [], searches: [], datasets: [], hints: [] };
  }
}

/** The same for a tree that is parsed already. */
export function compileParsed(parsed: Parsed, options: Pick<CompileOptions, 'resolve' | 'weights'>): Compilation {
  const { file, tree } = parsed;
  const problems = new Problems();
  const modules = new Modules(problems, options.resolve);
  const scope = modules.scopeOf(parsed);
  const maps = weightsMaps(modules.maps);
  const supernets = tree.declarations.filter((declaration) => declaration.$type === 'Supernet');
  const elaborated = supernets.map((supernet) => elaborateSupernet(supernet, file, scope, problems, maps));
  operatorNamesAreKnown(tree, file, scope, problems);
  const known = supernets.map(({ name }, i) => [name ?? '', elaborated[i]?.space] as const);
  const datasetNodes = tree.declarations.filter((declaration) => declaration.$type === 'Dataset');
  const searchNodes = tree.declarations.filter((declaration) => declaration.$type === 'Search');
  const mapNodes = mapsIn(tree);
  for (const { entries } of mapNodes) readLines(entries, file, problems);
  for (const nodes of [supernets, datasetNodes, searchNodes, mapNodes]) namesAreNew(nodes, file, problems);
  const datasets = datasetNodes.flatMap((node) => readDataset(node, file, problems) ?? []);
  const declared = { spaces: new Map(known), datasets: datasetNodes.map(({ name }) => name ?? '') };
  const searches = searchNodes.flatMap((node) => readSearch(node, file, problems, declared) ?? []);
  const spaces = elaborated.flatMap(({ space }) => (space === undefined ? [] : [space]));
  weightsFitSpaces(spaces, problems, options.weights);
  const hints = elaborated.flatMap((one) => one.hints).filter(({ range }) => range.file === file);
  const diagnostics = [...parsed.diagnostics, ...problems.diagnostics].sort(byPlace);
  return { file, diagnostics, spaces, searches, datasets, hints };
}

/** Where a space is a guess, what its weights lack would be one too. */
function weightsFitSpaces(spaces: readonly Space[], problems: Problems, find: CompileOptions['weights']): void {
  if (problems.diagnostics.some(({ severity }) => severity === 'error')) return;
  for (const space of spaces) {
    if (space.weights === undefined) continue;
    const found = find?.(space.weights.source, space.weights.range.file);
    const wrong = found === undefined ? [] : checkWeights(space, space.weights, found);
    for (const diagnostic of [...checkLines(space, space.weights), ...wrong]) problems.add(diagnostic);
  }
}

/** Two declarations of one kind and one name could not be told apart by whoever names them. */
function namesAreNew(nodes: readonly (AstNode & { readonly name: string })[], file: string, problems: Problems): void {
  const lines = new Map<string, number>();
  for (const node of nodes) {
    const before = lines.get(node.name);
    if (before === undefined) lines.set(node.name, rangeOfNode(node, file).line);
    else problems.atHead(node, file, nameIsNew(node.name, before));
  }
}

function byPlace(a: Compilation['diagnostics'][number], b: Compilation['diagnostics'][number]): number {
  return a.line - b.line || a.column - b.column;
}

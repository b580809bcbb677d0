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
export function compileParsed(parsed: Parsed, options: Pick<CompileOptions, 'resolve'>): Compilation {
  const { file, tree } = parsed;
  const problems = new Problems();
  const scope = new Modules(problems, options.resolve).scopeOf(parsed);
  const supernets = tree.declarations.filter((declaration) => declaration.$type === 'Supernet');
  const elaborated = supernets.map((supernet) => elaborateSupernet(supernet, file, scope, problems));
  operatorNamesAreKnown(tree, file, scope, problems);
  const known = supernets.map(({ name }, i) => [name ?? '', elaborated[i]?.space] as const);
  const datasetNodes = tree.declarations.filter((declaration) => declaration.$type === 'Dataset');
  const searchNodes = tree.declarations.filter((declaration) => declaration.$type === 'Search');
  for (const nodes of [supernets, datasetNodes, searchNodes]) namesAreNew(nodes, file, problems);
  const datasets = datasetNodes.flatMap((node) => readDataset(node, file, problems) ?? []);
  const declared = { spaces: new Map(known), datasets: datasetNodes.map(({ name }) => name ?? '') };
  const searches = searchNodes.flatMap((node) => readSearch(node, file, problems, declared) ?? []);
  const spaces = elaborated.flatMap(({ space }) => (space === undefined ? [] : [space]));
  const hints = elaborated.flatMap((one) => one.hints).filter(({ range }) => range.file === file);
  const diagnostics = [...parsed.diagnostics, ...problems.diagnostics].sort(byPlace);
  return { file, diagnostics, spaces, searches, datasets, hints };
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

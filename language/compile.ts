import { dataIsHere } from './checks/data-is-here.ts';
import type { Compilation, CompileOptions, Hints } from './compilation.ts';
import { readConfiguration } from './configuration/read-configuration.ts';
import { type Elaborated, Memory } from './memory.ts';
import { type Parsed, parse } from './parse/parse.ts';
import { tooDeep } from './parse/too-deep.ts';
import { type Dataset, filesOf } from './search/dataset.ts';
import { Declarations } from './search/declarations.ts';
import { readDataset } from './search/read-dataset.ts';
import { readSearch } from './search/read-search.ts';
import { readTarget } from './search/read-target.ts';
import type { Search } from './search/search.ts';
import type { DeclarationMentions } from './space/elaborate/mentions.ts';
import { Modules } from './space/elaborate/modules.ts';
import { Problems } from './space/elaborate/problems.ts';
import type { Scope } from './space/elaborate/scope.ts';
import { elaborateSupernet } from './space/elaborate/supernet.ts';
import { unusedNames } from './space/elaborate/unused-names.ts';
import { wordingIsRight } from './space/elaborate/wording.ts';
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
    return {
      file: options.file,
      diagnostics,
      spaces: [],
      searches: [],
      datasets: [],
      targets: [],
      configurations: [],
      hints: [],
    };
  }
}

/** The same for a tree that is parsed already, with what the file's compilations before have left. */
export function compileParsed(
  parsed: Parsed,
  options: Omit<CompileOptions, 'file'>,
  memory: Memory = new Memory(parsed.file),
): Compilation {
  const { file, tree } = parsed;
  const problems = new Problems();
  const modules = new Modules(problems, options.resolve, memory);
  const scope = modules.scopeOf(parsed);
  const names = namesIn(scope);
  const declarations = new Declarations(parsed, scope, modules, problems);
  const maps = weightsMaps(modules.maps);
  const supernets = declarations.of('Supernet').map(({ node, file, scope: own }) => {
    const around = { names: own === scope ? names : namesIn(own), blocks: modules.blocks, maps: modules.maps };
    const elaborated = memory.elaborated(node, around, (replay) => elaborateSupernet(node, file, own, maps, replay));
    for (const diagnostic of elaborated.diagnostics) problems.add(diagnostic);
    return { name: node.name, file, ...elaborated };
  });
  const wording = (of: DeclarationMentions) => wordingIsRight(of, file, scope, problems);
  const mentions = tree.declarations.map((node) => memory.mentions(node, names, wording));
  const sound = !hasErrors(parsed.diagnostics) && !hasErrors(problems.diagnostics);
  const datasets = declarations.of('Dataset').flatMap(({ node, file }) => readDataset(node, file, problems) ?? []);
  const targets = declarations.of('Target').flatMap(({ node, file }) => readTarget(node, file, problems) ?? []);
  const declared = {
    spaces: new Map(supernets.map(({ name, space }) => [name, space])),
    datasets: new Map(datasets.map((dataset) => [dataset.name, dataset])),
    names: (kind: 'Supernet' | 'Dataset' | 'Target') => declarations.names(kind),
    maps,
    sound,
  };
  const searchNodes = tree.declarations.filter((declaration) => declaration.$type === 'Search');
  for (const { entries } of mapsIn(tree)) readLines(entries, file, problems);
  const searches = searchNodes.flatMap((node) => readSearch(node, file, problems, declared) ?? []);
  const configurations = tree.declarations.flatMap((node) =>
    node.$type === 'Configuration' ? (readConfiguration(node, file, problems, declared) ?? []) : [],
  );
  const spaces = supernets.flatMap(({ space }) => space ?? []);
  if (sound && !hasErrors(problems.diagnostics)) unusedNames(tree, mentions, file, modules.imported, problems);
  weightsFitSpaces(spaces, problems, options.weights);
  teachersFitSpaces(searches, spaces, problems, options.weights);
  dataIsThere(datasets, problems, options.absent);
  const hints = supernets.flatMap((one) => hintsIn(one, file));
  const diagnostics = [...parsed.diagnostics, ...problems.diagnostics].sort(byPlace);
  return { file, diagnostics, spaces, searches, datasets, targets, configurations, hints };
}

/** Of a super-network of another file nothing is shown here. */
function hintsIn({ space, file, hints }: Elaborated & { readonly file: string }, here: string): readonly Hints[] {
  return space === undefined || file !== here ? [] : hints.map((part) => ({ space, hints: part }));
}

/** All names in sight, and whether there may be more in files that were not found. */
function namesIn(scope: Scope): string {
  return `${[...scope.names()].join()} ${scope.mayHaveMore}`;
}

/** Where a space is a guess, what its weights lack would be one too. */
function weightsFitSpaces(spaces: readonly Space[], problems: Problems, find: CompileOptions['weights']): void {
  if (hasErrors(problems.diagnostics)) return;
  for (const space of spaces) {
    if (space.weights === undefined) continue;
    const found = find?.(space.weights.source, space.weights.range.file);
    const wrong = found === undefined ? [] : checkWeights(space, space.weights, found);
    for (const diagnostic of [...checkLines(space, space.weights), ...wrong]) problems.add(diagnostic);
  }
}

/** A teacher is of the largest network's architecture, and nothing of it may be left to chance. */
function teachersFitSpaces(
  searches: readonly Search[],
  spaces: readonly Space[],
  problems: Problems,
  find: CompileOptions['weights'],
): void {
  if (hasErrors(problems.diagnostics)) return;
  for (const search of searches) {
    const source = search.finetune?.distill?.teacher?.weights;
    const space = spaces.find(({ name }) => name === search.space);
    if (source === undefined || space === undefined) continue;
    const found = find?.(source.source, source.range.file);
    const wrong = found === undefined ? [] : checkWeights(space, source, found, 'all of it');
    for (const diagnostic of [...checkLines(space, source), ...wrong]) problems.add(diagnostic);
  }
}

function dataIsThere(datasets: readonly Dataset[], problems: Problems, absent: CompileOptions['absent']): void {
  for (const dataset of datasets) {
    for (const { path, source } of filesOf(dataset)) {
      const looked = absent?.(path, source.file);
      if (looked !== undefined) problems.atRange(source, dataIsHere(path, looked));
    }
  }
}

function hasErrors(diagnostics: Compilation['diagnostics']): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function byPlace(a: Compilation['diagnostics'][number], b: Compilation['diagnostics'][number]): number {
  return a.line - b.line || a.column - b.column;
}

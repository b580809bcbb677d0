import { choiceMatters } from '../checks/choice-matters.ts';
import { decisionIsKnown } from '../checks/decision-is-known.ts';
import { settingIsGivenOnce } from '../checks/setting-is-given-once.ts';
import { spaceIsKnown } from '../checks/space-is-known.ts';
import { valueIsInDomain } from '../checks/value-is-in-domain.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import { SettingReader } from '../search/settings.ts';
import type { Genome } from '../space/decision.ts';
import type { Problems } from '../space/elaborate/problems.ts';
import { activity, canonical, valueAt } from '../space/genome.ts';
import type { Space } from '../space/space.ts';
import { choicesOf, type WrittenChoice } from './choices.ts';
import { type NamedConfiguration, writtenValue } from './configuration.ts';

/** What a configuration may name. */
interface Declared {
  /** By name; undefined where it could not be elaborated. */
  readonly spaces: ReadonlyMap<string, Space | undefined>;
  readonly names: (kind: 'Supernet') => readonly string[];
  /** False where something else is wrong: a space is then a guess, and what it lacks would be one too. */
  readonly sound: boolean;
}

/** A `configuration` declaration, checked against its super-network; undefined where something is wrong. */
export function readConfiguration(
  node: Ast.Configuration,
  file: string,
  problems: Problems,
  { spaces, names, sound }: Declared,
): NamedConfiguration | undefined {
  const reader = new SettingReader(problems, file, `the configuration \`${node.name ?? ''}\``);
  const known = names('Supernet');
  if (node.name === undefined || node.space === undefined) return undefined;
  if (!known.includes(node.space)) return reader.reportAt(node, 'space', spaceIsKnown(node.space, known));
  const space = spaces.get(node.space);
  if (space === undefined || !sound) return undefined;
  const chosen = readChoices(reader, node, space);
  const genome = canonical(
    space,
    space.decisions.map((decision, i) => chosen.get(i) ?? decision.default),
  );
  if (!reader.sound) return undefined;
  reportIdle(reader, node, space, genome);
  return { name: node.name, space: node.space, genome, source: rangeOfNode(node, file) };
}

/** The index of the value of each decision that is given one. */
function readChoices(reader: SettingReader, node: Ast.Configuration, space: Space): ReadonlyMap<number, number> {
  const indexOf = new Map(space.decisions.map(({ path }, index) => [path, index]));
  const chosen = new Map<number, number>();
  const lines = new Map<number, number>();
  for (const choice of choicesOf(node.choices)) {
    const missing = choice.paths.find((path) => !indexOf.has(path));
    if (missing !== undefined) {
      reader.report(choice.node.path, decisionIsKnown(missing, [...indexOf.keys()], choice.written ?? ''));
      continue;
    }
    for (const path of choice.paths) {
      const index = indexOf.get(path)!;
      const before = lines.get(index);
      if (before !== undefined) {
        reader.report(choice.node, settingIsGivenOnce(path, before));
        break;
      }
      lines.set(index, rangeOfNode(choice.node, reader.file).line);
      const value = readValue(reader, choice, space, index);
      if (value === undefined) break;
      chosen.set(index, value);
    }
  }
  return chosen;
}

/** The index of the value that is written for a decision; undefined where it has no such value, which is reported. */
function readValue(reader: SettingReader, choice: WrittenChoice, space: Space, index: number): number | undefined {
  const decision = space.decisions[index]!;
  const node = choice.node.value!;
  const written = node.$cstNode?.text.replaceAll(/\s/g, '') ?? '';
  const name = decision.values.indexOf(written);
  if (name >= 0) return name;
  const isNumber = node.$type === 'Quantity' || node.$type === 'Minus' || node.$type === 'Arithmetic';
  const number = isNumber ? reader.number(decision.path, node, {}) : undefined;
  if (isNumber && number === undefined) return undefined;
  const found = number === undefined ? -1 : decision.values.indexOf(number);
  if (found >= 0) return found;
  const values = decision.values.map((value) => writtenValue(decision, value));
  return reader.report(node, valueIsInDomain(decision.path, written, values));
}

/** Tells what is decided of what the sub-network does not have. */
function reportIdle({ problems, file }: SettingReader, node: Ast.Configuration, space: Space, genome: Genome): void {
  const active = activity(space, genome);
  const indexOf = new Map(space.decisions.map(({ path }, index) => [path, index]));
  for (const choice of choicesOf(node.choices)) {
    if (choice.paths.some((path) => active[indexOf.get(path)!])) continue;
    const path = choice.paths[0]!;
    const reads = [...space.decisions[indexOf.get(path)!]!.active.reads]
      .map((variable) => space.places[variable]!)
      .filter((index) => active[index]);
    const because = reads.map((index) => {
      const decision = space.decisions[index]!;
      return `\`${decision.path}\` is ${writtenValue(decision, valueAt(space, genome, index))}`;
    });
    problems.at(choice.node, file, choiceMatters(path, because.length === 0 ? '' : ` where ${because.join(' and ')}`));
  }
}

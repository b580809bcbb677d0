import { budgetFitsSpace } from '../checks/budget-fits-space.ts';
import { constructIsSupported } from '../checks/construct-is-supported.ts';
import { datasetIsKnown } from '../checks/dataset-is-known.ts';
import { objectiveDiffers } from '../checks/objective-differs.ts';
import { recipeIsKnown } from '../checks/recipe-is-known.ts';
import { settingApplies } from '../checks/setting-applies.ts';
import { settingIsGiven } from '../checks/setting-is-given.ts';
import { spaceIsCountable } from '../checks/space-is-countable.ts';
import { spaceIsKnown } from '../checks/space-is-known.ts';
import { wordIsWrittenSo } from '../checks/word-is-written-so.ts';
import { costRange } from '../cost/cost-range.ts';
import { countSubnetworks } from '../cost/count.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import type { Problems } from '../space/elaborate/problems.ts';
import type { Space } from '../space/space.ts';
import type { WeightsMaps } from '../weights/weights-maps.ts';
import { dataFits, metricFits } from './data-fits.ts';
import type { Dataset } from './dataset.ts';
import { costMetricOf, taskOfMetric } from './metrics.ts';
import { readExplore } from './read-explore.ts';
import { readFinetune } from './read-finetune.ts';
import { readHindrances } from './read-hindrances.ts';
import { readObjectives } from './read-objectives.ts';
import { readRequirement } from './read-requirement.ts';
import type { Search } from './search.ts';
import { SettingReader } from './settings.ts';

const names = {
  SpaceSetting: 'space',
  DataSetting: 'data',
  ObjectiveSetting: 'maximize` or `minimize',
  RequireSetting: 'require',
  FinetuneBlock: 'finetune',
  ExploreSetting: 'explore',
  ControlSetting: 'control',
  SeedSetting: 'seed',
} as const;

/** What a search may name. */
export interface Declared {
  /** The super-networks that searches name, as spaces where they could be elaborated. */
  readonly spaces: ReadonlyMap<string, Space | undefined>;
  /** Datasets without errors, by name. */
  readonly datasets: ReadonlyMap<string, Dataset>;
  names(kind: 'Supernet' | 'Dataset' | 'Target'): readonly string[];
  /** Name maps in sight. */
  readonly maps: WeightsMaps;
  /** False where the file has errors: the spaces are then guesses, and not counted. */
  readonly sound: boolean;
}

/** A `search` declaration, checked and with its defaults; undefined where something is wrong, which is reported. */
export function readSearch(node: Ast.Search, file: string, problems: Problems, declared: Declared): Search | undefined {
  const reader = new SettingReader(problems, file, `the search \`${node.name ?? ''}\``);
  const setting = reader.byType(node.settings, names, new Set(['ObjectiveSetting', 'RequireSetting']));
  const space = readSpace(reader, node, setting('SpaceSetting'), declared);
  const data = readData(reader, setting('DataSetting'), declared, declared.spaces.get(space ?? ''));
  const objectives = readObjectives(reader, node, declared.names('Target'));
  const requirements = node.settings
    .filter((one) => one.$type === 'RequireSetting')
    .flatMap((one) => readRequirement(reader, one, declared.spaces.get(space ?? ''), declared.names('Target')) ?? []);
  const block = setting('FinetuneBlock');
  const finetune =
    block === undefined ? undefined : readFinetune(reader, block, declared.maps, declared.spaces.get(space ?? ''));
  const explore = readExplore(reader, setting('ExploreSetting'));
  const control = setting('ControlSetting');
  if (control !== undefined && control.kind !== 'random') {
    reader.reportAt(control, 'kind', recipeIsKnown('control', control.kind ?? '', ['random']));
  }
  const given = setting('SeedSetting');
  const seed =
    given === undefined ? 1 : reader.number('seed', given.value, { whole: true, least: 0, most: 2 ** 32 - 1 });
  const measured = objectives.find(({ metric }) => taskOfMetric(metric) !== undefined)?.metric;
  if ((measured !== undefined || block !== undefined) && setting('DataSetting') === undefined) {
    const why = block === undefined ? `${measured} is measured on data` : '`finetune` trains on data';
    const [known = 'NAME'] = declared.names('Dataset');
    reader.reportHead(node, settingIsGiven(`${reader.owner} (${why})`, 'data', `data ${known}`));
  }
  dataSuits(reader, node, setting('DataSetting'), declared);
  const elaborated = declared.spaces.get(space ?? '');
  if (reader.sound && declared.sound && elaborated !== undefined && explore !== undefined) {
    const written = setting('ExploreSetting');
    if (written !== undefined) budgetFits(reader, written, explore.evaluations, elaborated);
    objectivesDiffer(reader, node, elaborated);
  }
  if (!reader.sound || node.name === undefined || space === undefined || explore === undefined) return undefined;
  const hindrances = elaborated === undefined ? [] : readHindrances(node, file, elaborated, requirements);
  for (const hindrance of hindrances) problems.add(hindrance);
  return {
    name: node.name,
    space,
    ...(data === undefined ? {} : { data }),
    objectives,
    requirements,
    ...(finetune === undefined ? {} : { finetune }),
    explore,
    ...(control === undefined ? {} : { control: 'random' as const }),
    seed: seed ?? 1,
    ...(hindrances.length === 0 ? {} : { hindrances }),
    source: rangeOfNode(node, file),
  };
}

/** Warns of a budget that the space cannot use up, and tells where that cannot be said. */
function budgetFits(
  { problems, file }: SettingReader,
  node: Ast.ExploreSetting,
  evaluations: number,
  space: Space,
): void {
  const networks = countSubnetworks(space);
  if (networks === undefined) problems.atHead(node, file, spaceIsCountable(space.name));
  else if (networks < evaluations) problems.atHead(node, file, budgetFitsSpace(evaluations, space.name, `${networks}`));
}

/** Warns of objectives that are the same throughout the space. */
function objectivesDiffer({ problems, file }: SettingReader, owner: Ast.Search, space: Space): void {
  if (space.decisions.length === 0) return;
  for (const node of owner.settings) {
    if (node.$type !== 'ObjectiveSetting' || node.metric === undefined) continue;
    const metric = costMetricOf(node.metric);
    const range = metric === undefined ? undefined : costRange(space, metric);
    if (range === undefined || 'problem' in range || range.smallest.value < range.largest.value) continue;
    problems.at(node, file, objectiveDiffers(node.metric, space.name, `${range.smallest.value}`));
  }
}

function readSpace(
  reader: SettingReader,
  owner: Ast.Search,
  node: Ast.SpaceSetting | undefined,
  declared: Declared,
): string | undefined {
  const known = declared.names('Supernet');
  if (node === undefined)
    return reader.reportHead(owner, settingIsGiven(reader.owner, 'space', `space ${known[0] ?? 'NAME'}`));
  if (node.space === undefined) return undefined;
  return known.includes(node.space) ? node.space : reader.reportAt(node, 'space', spaceIsKnown(node.space, known));
}

function readData(
  reader: SettingReader,
  node: Ast.DataSetting | undefined,
  declared: Declared,
  space: Space | undefined,
): string | undefined {
  if (node?.data === undefined) return undefined;
  if (node.$cstNode?.text.startsWith('dataset'))
    reader.report(node, wordIsWrittenSo('dataset', 'data', `data ${node.data}`));
  const kinds = space?.inputs.map(({ value }) => space.values[value]!.kind);
  if (kinds?.includes('graph')) return reader.report(node, constructIsSupported('data for an input of kind `graph`'));
  const datasets = declared.names('Dataset');
  return datasets.includes(node.data) ? node.data : reader.reportAt(node, 'data', datasetIsKnown(node.data, datasets));
}

/** Whether the data is what the super-network takes and the objectives measure: told where all three have no errors. */
function dataSuits(
  reader: SettingReader,
  owner: Ast.Search,
  node: Ast.DataSetting | undefined,
  { spaces, datasets }: Declared,
): void {
  const dataset = datasets.get(node?.data ?? '');
  if (node === undefined || dataset === undefined) return;
  const named = owner.settings.find((setting) => setting.$type === 'SpaceSetting')?.space;
  const space = spaces.get(named ?? '');
  // Where something is wrong, a space is a guess, and what does not fit it would be one too.
  const isSound = !reader.problems.diagnostics.some(({ severity }) => severity === 'error');
  if (space !== undefined && isSound) dataFits(reader, node, dataset, space);
  for (const setting of owner.settings) {
    if (setting.$type === 'ObjectiveSetting' && setting.metric !== undefined) {
      metricFits(reader, setting, setting.metric, dataset);
    } else if (setting.$type === 'FinetuneBlock' && dataset.task.kind === 'number') {
      const smoothing = setting.settings.find(({ $type }) => $type === 'LabelSmoothing');
      const given = `${dataset.name} has a \`target\` of numbers`;
      if (smoothing !== undefined) reader.report(smoothing, settingApplies('label_smoothing', 'classes', given));
    }
  }
}

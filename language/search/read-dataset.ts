import { settingApplies } from '../checks/setting-applies.ts';
import { settingFits } from '../checks/setting-fits.ts';
import { settingIsGiven } from '../checks/setting-is-given.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import type { Problems } from '../space/elaborate/problems.ts';
import type { Dataset, Images } from './dataset.ts';
import { readDataFiles } from './read-data-files.ts';
import { readAugment, readNormalize, readResize } from './read-images.ts';
import { readText } from './read-text.ts';
import { SettingReader } from './settings.ts';

const names = {
  Images: 'images',
  TextColumns: 'text',
  LabelColumn: 'label',
  TargetColumn: 'target',
  Classes: 'classes',
  Tokenizer: 'tokenizer',
  Validation: 'validation',
  Test: 'test',
  Normalize: 'normalize',
  Resize: 'resize',
  Augment: 'augment',
} as const;

/** The settings that only images, and that only text can have. */
const only = {
  images: ['Normalize', 'Resize', 'Augment'],
  text: ['LabelColumn', 'TargetColumn', 'Tokenizer'],
} as const;

/** Gives the first setting of a type. */
export type DatasetSettings = <Type extends Ast.DatasetSetting['$type']>(
  type: Type,
) => Extract<Ast.DatasetSetting, { $type: Type }> | undefined;

/** A `dataset` declaration, checked; undefined where something is wrong, which is reported. */
export function readDataset(node: Ast.Dataset, file: string, problems: Problems): Dataset | undefined {
  const reader = new SettingReader(problems, file, `the dataset \`${node.name ?? ''}\``);
  const setting: DatasetSettings = reader.byType(node.settings, names);
  const [images, text] = [setting('Images'), setting('TextColumns')];
  if (images !== undefined && text !== undefined) {
    reader.report(text, settingApplies('text', 'a dataset of texts', 'this one has `images`'));
  }
  const given = images ?? text;
  if (given === undefined) {
    return reader.reportHead(node, settingIsGiven(reader.owner, 'images` or `text', 'images "folder"'));
  }
  const kind = given.$type === 'Images' ? 'images' : 'text';
  const other = kind === 'images' ? 'text' : 'images';
  for (const type of only[other]) {
    const misplaced = setting(type);
    if (misplaced === undefined) continue;
    reader.report(misplaced, settingApplies(names[type], other, `the dataset has \`${kind}\``));
  }
  const train = readDataFiles(reader, kind, given.data, kind);
  const validation = readValidation(reader, node, setting('Validation'), kind);
  const held = setting('Test');
  const test = held === undefined ? undefined : readDataFiles(reader, 'test', held.data, kind);
  for (const [name, other] of [
    ['validation', validation?.kind === 'files' ? validation : undefined],
    ['test', test],
  ] as const) {
    if (kind === 'text' || train === undefined || other === undefined || other.format === train.format) continue;
    const wanted = `in the format of \`images\`, which is ${train.format}`;
    reader.report(given, settingFits(name, wanted, other.format));
  }
  const classes = readClasses(reader, setting('Classes'));
  const what =
    given.$type === 'Images'
      ? { content: readImages(reader, setting), task: { kind: 'class' as const, ...(classes && { classes }) } }
      : readText(reader, node, given, setting, classes);
  if (!reader.sound || train === undefined || validation === undefined || what === undefined) return undefined;
  if (node.name === undefined) return undefined;
  return { name: node.name, ...what, train, validation, ...(test && { test }), source: rangeOfNode(node, file) };
}

function readImages(reader: SettingReader, setting: DatasetSettings): Images {
  const normalize = readNormalize(reader, setting('Normalize'));
  const resize = readResize(reader, setting('Resize'));
  const augment = readAugment(reader, setting('Augment'));
  return { kind: 'images', ...(normalize && { normalize }), ...(resize && { resize }), augment };
}

function readValidation(
  reader: SettingReader,
  owner: Ast.Dataset,
  node: Ast.Validation | undefined,
  kind: 'images' | 'text',
): Dataset['validation'] | undefined {
  if (node === undefined) return reader.reportHead(owner, settingIsGiven(reader.owner, 'validation', 'validation 10%'));
  if (node.data !== undefined) {
    const files = readDataFiles(reader, 'validation', node.data, kind);
    return files && { kind: 'files', ...files };
  }
  const share = reader.number('validation', node.share, { over: 0, under: 1 });
  return share === undefined ? undefined : { kind: 'share', share };
}

/** As the data has them: `[negative, positive]`, `["no match", match]`, `[0, 1]`. */
function readClasses(reader: SettingReader, node: Ast.Classes | undefined): readonly string[] | undefined {
  if (node === undefined) return undefined;
  const classes = node.names.flatMap(({ name, text, number }) => name ?? text ?? number ?? []);
  const twice = classes.find((name, at) => classes.indexOf(name) < at);
  if (twice !== undefined) {
    return reader.report(node, settingFits('classes', 'a list of different names', `one with \`${twice}\` twice`));
  }
  if (classes.length >= 2) return classes;
  return reader.report(node, settingFits('classes', 'two or more names', `one of ${classes.length}`));
}

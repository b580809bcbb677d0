import { constructIsSupported } from '../checks/construct-is-supported.ts';
import { settingFits } from '../checks/setting-fits.ts';
import { settingIsGiven } from '../checks/setting-is-given.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import type { Problems } from '../space/elaborate/problems.ts';
import { readRecipe } from './recipe.ts';
import type { Dataset, ImageFiles } from './search.ts';
import { SettingReader } from './settings.ts';

const names = {
  Images: 'images',
  TextColumn: 'text',
  LabelColumn: 'label',
  Validation: 'validation',
  Test: 'test',
  Normalize: 'normalize',
  Augment: 'augment',
  Tokenizer: 'tokenizer',
} as const;

export const augmentations = { shift: { pixels: { whole: true, least: 0 } } } as const;

/** A `dataset` declaration, checked; undefined where something is wrong, which is reported. */
export function readDataset(node: Ast.Dataset, file: string, problems: Problems): Dataset | undefined {
  const reader = new SettingReader(problems, file, `the dataset \`${node.name ?? ''}\``);
  const setting = reader.byType(node.settings, names);
  for (const type of ['TextColumn', 'LabelColumn', 'Tokenizer'] as const) {
    const text = setting(type);
    if (text !== undefined) reader.report(text, constructIsSupported(`\`${names[type]}\` data`));
  }
  const images = setting('Images');
  const train = images === undefined ? undefined : imageFiles(reader, images);
  const validation = readValidation(reader, node, setting('Validation'));
  const test = setting('Test');
  const held = test === undefined ? undefined : imageFiles(reader, test);
  const normalize = readNormalize(reader, setting('Normalize'));
  const shift = readShift(reader, setting('Augment'));
  if (images === undefined && setting('TextColumn') === undefined) {
    reader.report(
      node,
      settingIsGiven(reader.owner, 'images', 'images "train-images.idx3-ubyte" labels "train-labels.idx1-ubyte"'),
    );
  }
  if (!reader.sound || train === undefined || validation === undefined || node.name === undefined) return undefined;
  return {
    name: node.name,
    train,
    validation,
    ...(held === undefined ? {} : { test: held }),
    ...(normalize === undefined ? {} : { normalize }),
    shift,
    source: rangeOfNode(node, file),
  };
}

function imageFiles(reader: SettingReader, node: Ast.Images | Ast.Test | Ast.Validation): ImageFiles | undefined {
  const { images, labels } = node;
  if (images !== undefined && labels !== undefined) return { images, labels, source: rangeOfNode(node, reader.file) };
  return reader.report(
    node,
    settingFits('labels', 'given with the images: `"images.idx3-ubyte" labels "labels.idx1-ubyte"`', 'missing'),
  );
}

function readValidation(
  reader: SettingReader,
  owner: Ast.Dataset,
  node: Ast.Validation | undefined,
): Dataset['validation'] | undefined {
  if (node === undefined) return reader.report(owner, settingIsGiven(reader.owner, 'validation', 'validation 10%'));
  if (node.file !== undefined) return reader.report(node, constructIsSupported('a validation file without `labels`'));
  if (node.images !== undefined) {
    const files = imageFiles(reader, node);
    return files && { kind: 'files', ...files };
  }
  const share = reader.number('validation', node.share, { over: 0, under: 1 });
  return share === undefined ? undefined : { kind: 'share', share };
}

function readNormalize(reader: SettingReader, node: Ast.Normalize | undefined): Dataset['normalize'] {
  if (node === undefined) return undefined;
  const mean = (node.mean?.values ?? []).map((value) => reader.number('mean', value, {}));
  const deviation = (node.deviation?.values ?? []).map((value) => reader.number('deviation', value, { over: 0 }));
  if (mean.length === 0 || mean.length !== deviation.length) {
    const given = `${mean.length} and ${deviation.length} numbers`;
    return reader.report(node, settingFits('normalize', 'a mean and a deviation for every channel', given));
  }
  const known = (values: readonly (number | undefined)[]) => values.filter((value) => value !== undefined);
  return { mean: known(mean), deviation: known(deviation) };
}

function readShift(reader: SettingReader, node: Ast.Augment | undefined): number {
  const steps = (node?.steps ?? []).map((step) => readRecipe(reader, 'augment', step, augmentations));
  if (steps.length > 1) reader.report(node!, settingFits('augment', 'one `shift(pixels)`', `${steps.length} of them`));
  return steps[0]?.value('pixels') ?? 0;
}

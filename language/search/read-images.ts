import { levelsAreShares } from '../checks/levels-are-shares.ts';
import { settingFits } from '../checks/setting-fits.ts';
import { wordIsWrittenSo } from '../checks/word-is-written-so.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import type { Augmentation, Images, Resize } from './dataset.ts';
import { readRecipe } from './recipe.ts';
import type { SettingReader } from './settings.ts';

const part = { over: 0, most: 1 };

export const augmentations = {
  shift: { pixels: { whole: true, least: 0 } },
  flip: { share: { ...part, default: 0.5 } },
  crop: { area: { ...part, default: 0.08 } },
} as const;

export const resizes = { stretch: {}, crop: { share: { ...part, default: 1 } } } as const;

export function readNormalize(reader: SettingReader, node: Ast.Normalize | undefined): Images['normalize'] {
  if (node === undefined) return undefined;
  if (node.measured === true) return 'measured';
  const mean = (node.mean?.values ?? []).map((value) => reader.number('mean', value, {}));
  const deviation = (node.deviation?.values ?? []).map((value) => reader.number('deviation', value, { over: 0 }));
  if (node.wrong !== undefined) {
    const whole = `deviation ${node.deviation?.$cstNode?.text.replaceAll(/\s+/g, ' ') ?? '…'}`;
    reader.reportAt(node, 'wrong', wordIsWrittenSo(node.wrong, 'deviation', whole));
  }
  if (mean.length === 0 || mean.length !== deviation.length) {
    const given = `${mean.length} and ${deviation.length} numbers`;
    return reader.report(node, settingFits('normalize', 'a mean and a deviation for every channel', given));
  }
  const known = (values: readonly (number | undefined)[]) => values.filter((value) => value !== undefined);
  if ([...mean, ...deviation].some((value) => value !== undefined && value > 1)) {
    const right = `normalize mean ${asShares(node.mean, mean)} deviation ${asShares(node.deviation, deviation)}`;
    reader.problems.at(node, reader.file, levelsAreShares(right));
  }
  return { mean: known(mean), deviation: known(deviation) };
}

/** Levels to 255 as levels to 1, in brackets where they were written in some. */
function asShares(node: Ast.Numbers | undefined, levels: readonly (number | undefined)[]): string {
  const shares = levels.map((level) => `${Number(((level ?? 0) / 255).toPrecision(4))}`).join(', ');
  return node?.$cstNode?.text.startsWith('[') ? `[${shares}]` : shares;
}

export function readResize(reader: SettingReader, node: Ast.Resize | undefined): Resize | undefined {
  const sizes = node?.sizes.join(', ') ?? '';
  if (node !== undefined && sizes !== '') {
    const wanted = "`crop` or `stretch`, which make pictures as large as the network's input";
    return reader.report(node, settingFits('resize', wanted, sizes));
  }
  const chosen = node === undefined ? undefined : readRecipe(reader, 'resize', node.recipe, resizes);
  if (chosen === undefined) return undefined;
  return chosen.name === 'crop' ? { kind: 'crop', share: chosen.value('share') } : { kind: 'stretch' };
}

export function readAugment(reader: SettingReader, node: Ast.Augment | undefined): readonly Augmentation[] {
  const found: Augmentation[] = [];
  for (const step of node?.steps ?? []) {
    const chosen = readRecipe(reader, 'augment', step, augmentations);
    if (chosen === undefined) continue;
    const { name, value } = chosen;
    if (found.some(({ kind }) => kind === name)) {
      reader.report(step, settingFits('augment', `a list with \`${name}\` once`, 'one with it twice'));
    }
    if (name === 'shift') found.push({ kind: name, pixels: value('pixels') });
    else if (name === 'flip') found.push({ kind: name, share: value('share') });
    else found.push({ kind: name, area: value('area') });
  }
  return found;
}

import { recipeIsKnown } from '../checks/recipe-is-known.ts';
import { settingFits } from '../checks/setting-fits.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import { type Column, type DataFiles, type Format, imageFormats, textFormats } from './dataset.ts';
import type { SettingReader } from './settings.ts';

/** Formats by the end of a file's name, where it leaves no doubt. */
const endings: Readonly<Record<string, Format>> = {
  npz: 'npz',
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
};

/** Files of one split, with their format and where their labels are; undefined where something is wrong, which is reported. */
export function readDataFiles(
  reader: SettingReader,
  setting: string,
  node: Ast.DataFiles | undefined,
  kind: 'images' | 'text',
): DataFiles | undefined {
  if (node === undefined || node.files.length === 0) {
    reader.sound = false;
    return undefined;
  }
  const format = formatOf(reader, setting, node, kind);
  if (format === undefined) return undefined;
  const array = node.array === undefined ? undefined : nameOf(reader, node.array);
  const labelArray = node.labelArray === undefined ? undefined : nameOf(reader, node.labelArray);
  const wanted = labelsWanted(format, node);
  if (wanted !== undefined) {
    return reader.report(node, settingFits(setting, wanted, `\`${node.$cstNode?.text ?? ''}\``));
  }
  const { labels: file } = node;
  return {
    files: node.files,
    format,
    ...(array === undefined ? {} : { array }),
    ...(node.labelled
      ? {
          labels: {
            ...(file === undefined ? {} : { file }),
            ...(labelArray === undefined ? {} : { array: labelArray }),
          },
        }
      : {}),
    source: rangeOfNode(node, reader.file),
  };
}

/** How the setting has to be written where labels or arrays are not as the format has them. */
function labelsWanted(format: Format, node: Ast.DataFiles): string | undefined {
  const { array, labels, labelArray, labelled } = node;
  switch (format) {
    case 'idx': {
      const right = labels !== undefined && array === undefined && labelArray === undefined && node.files.length === 1;
      return right ? undefined : 'one IDX file and its labels: `"images.idx3-ubyte" labels "labels.idx1-ubyte"`';
    }
    case 'npz': {
      const right = array !== undefined && labelArray !== undefined && node.files.length === 1;
      return right ? undefined : 'two arrays of one npz file: `"data.npz" array x_train labels array y_train`';
    }
    default: {
      if (!labelled && array === undefined) return undefined;
      return `without \`${labelled ? 'labels' : 'array'}\`: ${inside[format]}`;
    }
  }
}

const inside: Readonly<Record<Exclude<Format, 'idx' | 'npz'>, string>> = {
  folder: 'the classes are the names of its subfolders',
  cifar10: 'CIFAR files have their labels in them',
  cifar100: 'CIFAR files have their labels in them',
  csv: 'the labels are a column, named by `label column NAME`',
  tsv: 'the labels are a column, named by `label column NAME`',
  jsonl: 'the labels are a column, named by `label column NAME`',
  parquet: 'the labels are a column, named by `label column NAME`',
};

function formatOf(
  reader: SettingReader,
  setting: string,
  node: Ast.DataFiles,
  kind: 'images' | 'text',
): Format | undefined {
  const known: readonly Format[] = kind === 'images' ? imageFormats : textFormats;
  const { format, files } = node;
  if (format !== undefined) {
    const found = known.find((one) => one === format);
    return found ?? reader.report(node, recipeIsKnown('as', format, known));
  }
  const formats = new Set(files.map((file) => byEnding(file, node)));
  const [found] = formats;
  if (formats.size === 1 && found !== undefined && known.includes(found)) return found;
  const wanted =
    kind === 'text'
      ? 'files that end in .csv, .tsv, .jsonl or .parquet, or `as` one of these, such as `"train.txt" as tsv`'
      : 'a folder, an IDX file with `labels`, an npz file, or `as cifar10` or `as cifar100`';
  return reader.report(node, settingFits(setting, wanted, `\`${node.$cstNode?.text ?? ''}\``));
}

/** Undefined where the name leaves it open. */
function byEnding(file: string, { labelled }: Ast.DataFiles): Format | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(file.replace(/\.gz$/i, ''))?.[1]?.toLowerCase();
  if (ending !== undefined && Object.hasOwn(endings, ending)) return endings[ending];
  if (labelled) return 'idx';
  return ending === 'bin' ? undefined : 'folder';
}

/** A column's name or place from 1; undefined where it is neither, which is reported. */
export function readColumn(reader: SettingReader, node: Ast.Column | undefined): Column | undefined {
  const written = node?.name ?? node?.text;
  if (written !== undefined) return written;
  if (node?.place === undefined) {
    reader.sound = false;
    return undefined;
  }
  const place = Number(node.place);
  if (Number.isSafeInteger(place) && place >= 1) return place;
  return reader.report(node, settingFits('column', 'a name, or a whole number from 1', node.place));
}

function nameOf(reader: SettingReader, node: Ast.Column): string | undefined {
  const column = readColumn(reader, node);
  if (typeof column !== 'number') return column;
  return reader.report(node, settingFits('array', 'the name of an array of the file', `${column}`));
}

import { settingApplies } from '../checks/setting-applies.ts';
import { settingFits } from '../checks/setting-fits.ts';
import { settingIsGiven } from '../checks/setting-is-given.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import type { Column, Dataset, Task, Text } from './dataset.ts';
import { readColumn } from './read-data-files.ts';
import type { DatasetSettings } from './read-dataset.ts';
import type { SettingReader } from './settings.ts';

/** Columns and tokenizer of a dataset of texts; undefined where something is wrong, which is reported. */
export function readText(
  reader: SettingReader,
  owner: Ast.Dataset,
  node: Ast.TextColumns,
  setting: DatasetSettings,
  classes: readonly string[] | undefined,
): Pick<Dataset, 'content' | 'task'> | undefined {
  const tokenizer = readTokenizer(reader, owner, setting('Tokenizer'));
  const columns = node.columns.map((column) => readColumn(reader, column));
  const told = readTask(reader, owner, setting, classes);
  const [first, second, ...more] = columns;
  if (more.length > 0) {
    reader.report(
      node,
      settingFits('column', 'one column, or two for pairs of sentences', `${columns.length} columns`),
    );
  }
  if (first === undefined || (columns.length === 2 && second === undefined) || tokenizer === undefined)
    return undefined;
  if (told === undefined) return undefined;
  columnsAreSound(reader, node, setting, [first, ...(second === undefined ? [] : [second]), told.column]);
  const texts: Text['columns'] = second === undefined ? [first] : [first, second];
  return { content: { kind: 'text', columns: texts, tokenizer }, task: told };
}

function readTask(
  reader: SettingReader,
  owner: Ast.Dataset,
  setting: DatasetSettings,
  classes: readonly string[] | undefined,
): (Task & { readonly column: Column }) | undefined {
  const [label, target] = [setting('LabelColumn'), setting('TargetColumn')];
  if (label !== undefined && target !== undefined) {
    return reader.report(target, settingApplies('target', 'numbers to be told', 'the dataset has `label` for classes'));
  }
  const given = label ?? target;
  if (given === undefined) {
    const written =
      'label column label` for classes, or `target column score` for numbers, such as `label column label';
    return reader.report(owner, settingIsGiven(reader.owner, 'label` or `target', written));
  }
  const named = setting('Classes');
  if (target !== undefined && named !== undefined) {
    return reader.report(named, settingApplies('classes', 'labels', 'the dataset has `target` for numbers'));
  }
  const column = readColumn(reader, given.column);
  if (column === undefined) return undefined;
  return target === undefined ? { kind: 'class', column, ...(classes && { classes }) } : { kind: 'number', column };
}

/** All by name or all by place, where a format has names, and each once. */
function columnsAreSound(
  reader: SettingReader,
  node: Ast.TextColumns,
  setting: DatasetSettings,
  columns: readonly Column[],
): void {
  const written = columns.map((column) => `\`${column}\``).join(', ');
  if (new Set(columns.map((column) => typeof column)).size > 1) {
    const wanted = 'all names (the first line has them) or all places from 1 (every line is a sample)';
    reader.report(node, settingFits('column', wanted, written));
  } else if (new Set(columns).size < columns.length) {
    reader.report(node, settingFits('column', 'different columns for texts and labels', written));
  }
  if (!columns.some((column) => typeof column === 'number')) return;
  const { data: validation } = setting('Validation') ?? {};
  for (const files of [node.data, validation, setting('Test')?.data]) {
    const named = files?.files.find((file) => /\.(jsonl|ndjson|parquet)(\.gz)?$/i.test(file));
    if (files === undefined || named === undefined) continue;
    reader.report(files, settingFits('column', `names, which the columns of \`${named}\` have`, written));
  }
}

function readTokenizer(
  reader: SettingReader,
  owner: Ast.Dataset,
  node: Ast.Tokenizer | undefined,
): Text['tokenizer'] | undefined {
  if (node?.file === undefined) {
    return reader.report(owner, settingIsGiven(reader.owner, 'tokenizer', 'tokenizer "tokenizer.json" length 64'));
  }
  const source = rangeOfNode(node, reader.file);
  if (node.length === undefined) return { file: node.file, source };
  const length = reader.number('length', node.length, { whole: true, least: 1, most: 65536 });
  return length === undefined ? undefined : { file: node.file, length, source };
}

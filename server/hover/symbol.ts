import type { NameSymbol } from '../../language/index.ts';
import type { Workspace } from '../workspace.ts';
import { code } from './code.ts';

const nouns: Readonly<Record<NameSymbol['kind'], string>> = {
  supernet: 'super-network',
  block: 'block',
  dataset: 'dataset',
  map: 'name map of weights',
  target: 'target',
  search: 'search',
  configuration: 'configuration',
  parameter: 'parameter',
  input: 'input',
  constant: 'constant',
  decision: 'decision',
  label: 'label',
  index: 'number of the copy, from 0',
  path: 'path',
};

/** How a symbol is declared, what it is, and its documentation; of a block of the standard library, its page. */
export function describeSymbol(workspace: Workspace, symbol: NameSymbol): string {
  const { extent, range, kind, documentation } = symbol;
  const lines = workspace.text(range.file)?.split('\n') ?? [];
  const first = lines[extent.line - 1]?.slice(extent.column - 1) ?? '';
  const isOneLine = extent.line === extent.endLine;
  const declared = isOneLine ? first.slice(0, extent.endColumn - extent.column) : first.replace(/\s*\/\/.*$/, '');
  const hasBody = kind === 'block' || kind === 'supernet' || kind === 'configuration';
  const head = hasBody ? declared.replace(/\s*\{.*$/, '') : declared;
  const from = range.file.startsWith('lithe:') ? [`From \`${range.file}\`.`] : [];
  const what = kind === 'parameter' || kind === 'index' || kind === 'path' ? [`A ${nouns[kind]}.`] : [];
  const said = documentation === '' ? [] : [documentation];
  return [code(head.trim()), ...said, ...what, ...from].join('\n\n');
}

import type { WorkspaceEdit } from 'vscode-languageserver';
import { asDefaults } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';
import { toRange } from '../range.ts';

/** The command of the lens above a configuration, which names the document and the configuration. */
export const useConfigurationCommand = 'lithe.useConfiguration';

/** What using a configuration changes, and which decisions' declarations cannot say it; undefined where there is none. */
export function usedConfiguration(
  { compilation, parsed, document }: OpenFile,
  name: string,
): { readonly changes: number; readonly edit: WorkspaceEdit; readonly left: readonly string[] } | undefined {
  const configuration = compilation.configurations.find((one) => one.name === name);
  const space = compilation.spaces.find((one) => one.name === configuration?.space);
  if (configuration === undefined || space === undefined) return undefined;
  const { edits, left } = asDefaults(parsed, space, configuration.genome);
  const changes = edits.map(({ range, text }) => ({ range: toRange(range), newText: text }));
  return { changes: changes.length, edit: { changes: { [document.uri]: changes } }, left };
}

/** What a person is told of decisions that stay as they are; undefined where there are none. */
export function toldOfLeft(name: string, left: readonly string[]): string | undefined {
  const [first, ...others] = left;
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return (
    `${name} also decides ${first}${more}, which a default cannot say: copies that differ, a \`choose\`, or a block of ` +
    'another file. They keep their defaults; the configuration itself says all of it.'
  );
}

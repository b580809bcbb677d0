import { CompletionItemKind } from 'vscode-languageserver';
import { pages, pageText } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';
import type { Offer } from './item.ts';

/** What an import may name: the pages of the standard library, and the other files in sight. */
export function importOffers({ workspace, file }: OpenFile): Offer[] {
  const own = workspace
    .all()
    .filter((other) => other !== file)
    .flatMap((other) => relative(file, other) ?? []);
  return [
    ...pages.map((label) => ({
      label,
      kind: CompletionItemKind.Module,
      documentation: blocksOf(label),
      rank: 0,
    })),
    ...own.map((label) => ({ label, kind: CompletionItemKind.File, rank: 1 })),
  ];
}

/** Files and folders below what is written so far, relative to the file. */
export function fileOffers({ workspace, file }: OpenFile, written: string): Offer[] {
  const folder = written.slice(0, written.lastIndexOf('/') + 1);
  return workspace.files.entries(workspace.files.join(folder === '' ? '.' : folder, file)).map((name): Offer => {
    const isFolder = name.endsWith('/');
    return {
      label: `${folder}${name}`,
      kind: isFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
      rank: isFolder ? 1 : 0,
      ...(isFolder ? { opens: 'suggest' as const } : {}),
    };
  });
}

function blocksOf(page: string): string {
  const blocks = [...(pageText(page) ?? '').matchAll(/^block (\w+)/gm)].map((match) => `\`${match[1]}\``);
  return `Blocks: ${blocks.join(', ')}.`;
}

/** The way from a file to another as an import writes it. */
function relative(from: string, to: string): string | undefined {
  const [here, there] = [from, to].map((path) => path.split(/[\\/]/));
  let same = 0;
  while (same < here!.length - 1 && here![same] === there![same]) same += 1;
  if (same === 0) return undefined;
  const up = here!.length - 1 - same;
  const down = there!.slice(same).join('/');
  return up === 0 ? `./${down}` : `${'../'.repeat(up)}${down}`;
}

import type { DocumentLink } from 'vscode-languageserver';
import { fileTexts } from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';
import { toRange } from '../range.ts';

/** What imports, datasets and weights name: files beside this one, pages of the standard library, models of a hub. */
export function documentLinksOf({ parsed, file, workspace: { files } }: OpenFile): DocumentLink[] {
  return fileTexts(parsed).map(({ text, range }) => ({ range: toRange(range), target: targetOf(text) }));

  function targetOf(text: string): string {
    const hub = /^hf:([\w.-]+\/[\w.-]+)$/.exec(text)?.[1];
    return hub === undefined ? files.uriOf(files.join(text, file)) : `https://huggingface.co/${hub}`;
  }
}

import { TextDocument } from 'vscode-languageserver-textdocument';
import { compile } from '../../language/index.ts';
import { browserFiles } from '../../server/browser-files.ts';
import { type OpenFile, openFile } from '../../server/open-file.ts';
import { createWorkspace } from '../../server/workspace.ts';

/** A document of this text, open, beside other files by their URIs. */
export function openedOf(
  text: string,
  others: Readonly<Record<string, string>> = {},
  uri = 'memory:/nets/a.lithe',
): OpenFile {
  const document = TextDocument.create(uri, 'lithe', 1, text);
  const files = browserFiles();
  files.put(others);
  const workspace = createWorkspace(files, () => [document]);
  workspace.setFolders(['memory:/nets']);
  const resolve = (specifier: string, importer: string) => {
    const file = files.join(specifier, importer);
    const found = workspace.text(file);
    return found === undefined ? undefined : { file, text: found };
  };
  return openFile(document, workspace, () => compile(text, { file: files.nameOf(uri), resolve }));
}

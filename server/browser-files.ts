import { type Files, isLibrary, libraryName, libraryUri } from './files.ts';

/** Texts that the editor hands over, since a server in a browser can read nothing itself. */
export interface BrowserFiles extends Files {
  /** Replaces what is known of these URIs; undefined where a file is gone. */
  put(texts: Readonly<Record<string, string | null>>): void;
}

/** Files by their URIs, of any scheme. */
export function browserFiles(): BrowserFiles {
  const texts = new Map<string, string>();
  return {
    nameOf: (uri) => libraryName(uri) ?? uri,
    uriOf: (name) => (isLibrary(name) ? libraryUri(name) : name),
    join(specifier, importer) {
      if (specifier.startsWith('lithe:')) return specifier;
      const base = importer.lastIndexOf('/');
      const { pathname } = new URL(specifier, `http://files${pathOf(importer.slice(0, base + 1))}`);
      return `${originOf(importer)}${pathname}`;
    },
    weights: () => undefined,
    absent: () => undefined,
    read: (name) => texts.get(name),
    entries(folder) {
      const within = folder.endsWith('/') ? folder : `${folder}/`;
      const below = [...texts.keys()].filter((uri) => uri.startsWith(within)).map((uri) => uri.slice(within.length));
      return [...new Set(below.map((path) => path.replace(/\/.*/, '/')))];
    },
    list: (folderUris) => [...texts.keys()].filter((uri) => folderUris.some((folder) => uri.startsWith(folder))),
    put(changed) {
      for (const [uri, text] of Object.entries(changed)) {
        if (text === null) texts.delete(uri);
        else texts.set(uri, text);
      }
    },
  };
}

/** `vscode-vfs://github` of `vscode-vfs://github/ada/nets/a.lithe`. */
function originOf(uri: string): string {
  return /^[\w+.-]+:(?:\/\/[^/]*)?/.exec(uri)?.[0] ?? '';
}

function pathOf(uri: string): string {
  const path = uri.slice(originOf(uri).length);
  return path.startsWith('/') ? path : `/${path}`;
}

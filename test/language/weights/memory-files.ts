import type { ByteSource, FileAccess } from '../../../language/index.ts';

/** Files by their paths, as a reader of weights sees them. */
export function memoryFiles(files: Readonly<Record<string, Uint8Array>>): FileAccess {
  const paths = Object.keys(files);
  const within = (folder: string) => `${folder.replace(/\/$/, '')}/`;
  return {
    kind: (path) => (files[path] ? 'file' : paths.some((one) => one.startsWith(within(path))) ? 'folder' : undefined),
    names: (folder) =>
      paths.filter((path) => path.startsWith(within(folder))).map((path) => path.slice(within(folder).length)),
    open: (path) => files[path] && bytesOf(files[path]),
  };
}

function bytesOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (at, count) => bytes.slice(at, at + count) };
}

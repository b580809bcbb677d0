/** A file, or a stretch of one, to be read in pieces. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /** `count` bytes from `at` on; fewer where the file ends before. */
  read(at: number, count: number): Uint8Array;
}

/** The files that a reader of weights may look at. Nothing throws. */
export interface FileAccess {
  kind(path: string): 'file' | 'folder' | undefined;
  /** Names in a folder; none where it cannot be read. */
  names(folder: string): readonly string[];
  /** Undefined where the file cannot be read. */
  open(path: string): ByteSource | undefined;
}

/** Why a file's directory of tensors cannot be read: what is wrong and what would be right, without the file's name. */
export class HeaderProblem extends Error {}

/** A name out of the file, fit for a line of a message. */
export function shown(name: string): string {
  const line = JSON.stringify(name).slice(1, -1);
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

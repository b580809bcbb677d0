/**
 * What a person can cause and can mend: a missing file, a wrong configuration, a folder of another space.
 * The message is complete in one line: what, where, why, and what would be right. The command line prints it and exits 1.
 */
export class LitheError extends Error {
  override readonly name = 'LitheError';
}

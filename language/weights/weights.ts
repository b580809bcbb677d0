import type { SourceRange } from '../source.ts';
import type { NamePattern } from './pattern.ts';
import type { Target } from './target.ts';

/** Where a super-network's weights come from: its `weights` statement. */
export interface WeightsSource {
  /** As written: a file or a folder, relative to the .lithe file, or `hf:organisation/name`. */
  readonly source: string;
  /** The name map, the author's own lines first; undefined where the file names its tensors as the network does. */
  readonly lines: readonly MapLine[] | undefined;
  /** Lines written in place, for this super-network alone. */
  readonly own: readonly MapLine[];
  readonly range: SourceRange;
}

/** `"blocks.{i}.attn.qkv.weight" -> layer[i].attention.{query, key, value}.weight` */
export interface MapLine {
  readonly pattern: NamePattern;
  readonly target: Target;
  /** Whether the file holds the matrix as [in, out]. */
  readonly transposed: boolean;
  readonly range: SourceRange;
}

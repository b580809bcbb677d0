/** A stretch of a source file. Lines and columns from 1, the end exclusive: what a person and a compiler's message use. */
export interface SourceRange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Diagnostic extends SourceRange {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** Stable, kebab-case: `unknown-operator`. */
  readonly code: string;
  /** Where, why and what would be right, in one line. */
  readonly message: string;
  /** Mechanical ways to put it right, the best one first; absent where there is none. */
  readonly fixes?: readonly Fix[];
}

/** Edits that make a diagnostic vanish, all of them together. */
export interface Fix {
  /** What an editor offers: `Replace by \`linear\``. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Puts a text in the place of a stretch of a file; an empty stretch is where it is inserted. */
export interface Edit {
  readonly range: SourceRange;
  readonly text: string;
}

/** `file:line:column: message`, as compilers print it. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  return `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}: ${diagnostic.message}`;
}

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
}

/** `file:line:column: message`, as compilers print it. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  return `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}: ${diagnostic.message}`;
}

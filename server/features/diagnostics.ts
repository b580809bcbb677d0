import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Compilation, Diagnostic as Problem } from '../../language/index.ts';
import { toRange } from '../range.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** The document's own problems; those in imported files are shown where these are open. */
export function diagnosticsOf(compilation: Compilation): Diagnostic[] {
  return compilation.diagnostics.filter(({ file }) => file === compilation.file).map(toDiagnostic);
}

export function toDiagnostic(problem: Problem): Diagnostic {
  return {
    range: toRange(problem),
    severity: severities[problem.severity],
    code: problem.code,
    source: 'lithe',
    message: problem.message,
  };
}

import type { Command } from 'commander';
import { formatDiagnostic } from '../../language/index.ts';
import { absentFile } from '../data/find.ts';
import { readSource } from '../source.ts';
import { findWeights } from '../weights/find.ts';
import { inEach, printJson } from './options.ts';

/** `lithe check FILE…`: exit 1 where a file has an error; warnings are told and pass. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('parse and validate')
    .argument('<file...>', '.lithe files')
    .option('--json', 'one JSON array of all diagnostics on stdout')
    .action((files: string[], options: { json?: true }) => {
      const diagnostics = inEach(
        files,
        (file) => readSource(file, { weights: findWeights, absent: absentFile }).compilation.diagnostics,
      ).flat();
      if (options.json) printJson(diagnostics);
      else {
        for (const diagnostic of diagnostics) {
          const kind = diagnostic.severity === 'error' ? '' : ` (${diagnostic.severity})`;
          process.stderr.write(`${formatDiagnostic(diagnostic)}${kind}\n`);
        }
      }
      if (diagnostics.some(({ severity }) => severity === 'error')) process.exitCode = 1;
    });
}

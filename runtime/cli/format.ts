import { realpathSync } from 'node:fs';
import type { Command } from 'commander';
import { format, formatDiagnostic } from '../../language/index.ts';
import { writeWhole } from '../run/files.ts';
import { readText } from '../source.ts';
import { inEach } from './options.ts';

/** `lithe format FILE…`: lays files out in place; a file that does not parse stays as it is, and makes the exit code 1. */
export function addFormat(program: Command): void {
  program
    .command('format')
    .description('lay files out in the one way of Lithe, in place')
    .argument('<file...>', '.lithe files')
    .option('--check', 'only tell which files would change, and exit 1 where one would')
    .action((files: string[], options: { check?: true }) => {
      inEach(files, (file) => {
        const text = readText(file);
        const formatted = format(text, file);
        if ('errors' in formatted) {
          for (const error of formatted.errors) process.stderr.write(`${formatDiagnostic(error)}\n`);
          process.exitCode = 1;
        } else if (formatted.text !== text) {
          if (options.check) {
            process.stderr.write(`${file}: would change: run \`lithe format\` on it.\n`);
            process.exitCode = 1;
          } else {
            // Through a link: what it points to is replaced, not the link.
            writeWhole(realpathSync(file), formatted.text);
            process.stderr.write(`${file}: formatted.\n`);
          }
        }
      });
    });
}

import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { LitheError } from '../errors.ts';

/** `lithe lsp --stdio`: the language server, which is a program of its own beside this one. */
export function addLsp(program: Command): void {
  program
    .command('lsp')
    .description('the language server, for any editor')
    .requiredOption('--stdio', 'talk over standard input and output')
    .action(async () => {
      const server = new URL('./server.js', import.meta.url);
      if (!existsSync(server))
        throw new LitheError('lithe lsp: the language server is not built: npm run build makes it.');
      await import(server.href);
    });
}

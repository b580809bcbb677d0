import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LitheError } from '../errors.ts';

/**
 * Tells of an error in one line on stderr and gives the exit code, 1. What people can mend is its message; anything
 * else is a mistake in Lithe, whose stack goes to a file that is named.
 */
export function reportFailure(error: unknown): number {
  if (error instanceof LitheError) process.stderr.write(`${error.message}\n`);
  else {
    const message = error instanceof Error ? error.message : String(error);
    const file = join(tmpdir(), `lithe-failure-${process.pid}-${Date.now()}.log`);
    const stack = error instanceof Error ? (error.stack ?? message) : message;
    writeFileSync(file, `${process.argv.join(' ')}\nNode ${process.version} on ${process.platform}\n${stack}\n`);
    process.stderr.write(`lithe: a mistake of its own: ${message.split('\n')[0]} (details for a report in ${file})\n`);
  }
  return 1;
}

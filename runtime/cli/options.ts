import { InvalidArgumentError } from 'commander';
import { LitheError } from '../errors.ts';
import { reportFailure } from './report-failure.ts';

/** A whole number of at least `least`, as an option's value; anything else is wrong usage. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
    }
    return value;
  };
}

/** Prints one JSON document on stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Prints one line of JSON on stdout. */
export function printJsonLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** What is done with each file; one that cannot be read is told, makes the exit code 1, and keeps nobody from the next. */
export function inEach<Result>(files: readonly string[], run: (file: string) => Result): Result[] {
  return files.flatMap((file) => {
    try {
      return [run(file)];
    } catch (error) {
      if (!(error instanceof LitheError)) throw error;
      process.exitCode = reportFailure(error);
      return [];
    }
  });
}

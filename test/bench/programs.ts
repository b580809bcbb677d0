import fc from 'fast-check';
import { programs } from '../language/programs/program.ts';
import { checkProgram } from '../language/programs/properties.ts';

/**
 * `node test/bench/programs.ts [NUMBER] [SEED]`: tries the properties of `npm test` on so many random programs, and
 * prints the smallest one at which a property fails.
 */
const [number = 5000, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
let [decisions, settings] = [0, 0];
const property = fc.property(programs, (program) => {
  const checked = checkProgram(program);
  decisions += checked.decisions;
  settings += checked.settings;
});
process.stdout.write(`${number} programs, seed ${seed}\n`);
const result = fc.check(property, { numRuns: number, seed });
process.stdout.write(`${decisions} decisions, ${settings} configurations were tried\n`);
if (result.counterexample !== null) {
  const [{ text, imports }] = result.counterexample;
  const parts = Object.entries(imports).map(([file, part]) => `---- ${file}\n${part}\n`);
  process.stdout.write(`${[text, ...parts].join('')}${result.errorInstance}\n`);
  process.exitCode = 1;
}

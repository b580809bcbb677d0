import { type Command, Option } from 'commander';
import { readLedger, readRun } from '../run/asked.ts';
import { frontCsv } from '../run/front/csv.ts';
import type { Front } from '../run/front/front.ts';
import { frontJson } from '../run/front/json.ts';
import { frontOfRun } from '../run/front/of-run.ts';
import { frontPicture } from '../run/front/picture.ts';
import { frontSvg } from '../run/front/svg.ts';
import { frontTable } from '../run/front/table.ts';

const formats: Readonly<Record<string, (front: Front) => string>> = {
  table: (front) => `${frontTable(front)}\n${summary(front)}\n`,
  picture: (front) => `${frontPicture(front)}\n`,
  csv: frontCsv,
  json: (front) => `${JSON.stringify(frontJson(front), null, 2)}\n`,
  svg: frontSvg,
};

/** `lithe front RUN`: the non-dominated sub-networks, of a finished run or of one that goes on. */
export function addFront(program: Command): void {
  program
    .command('front')
    .description('the non-dominated sub-networks of a run')
    .argument('<run>', 'folder of the run')
    .addOption(new Option('--format <format>', 'how').choices(Object.keys(formats)).default('table'))
    .option('--json', 'the same as --format json')
    .action((run: string, { format, json }: { format: string; json?: true }) => {
      const held = readRun(run);
      const front = frontOfRun(readLedger(held), held.asked);
      process.stdout.write(formats[json ? 'json' : format]!(front));
    });
}

function summary({ points, evaluated, hypervolume, control }: Front): string {
  const searched = `${points.length} of ${evaluated.length} evaluated sub-networks, hypervolume ${hypervolume.toFixed(4)}`;
  if (!control) return searched;
  return `${searched}; random control: ${control.evaluations} evaluations, hypervolume ${control.hypervolume.toFixed(4)}`;
}

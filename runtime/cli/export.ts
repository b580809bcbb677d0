import type { Command } from 'commander';
import { exportSubnetwork } from '../run/export/export.ts';
import { formatMetric, metricTitle } from '../run/front/quantity.ts';
import { printJson } from './options.ts';

interface Options {
  readonly pick: string;
  readonly output: string;
  readonly json?: true;
}

/** `lithe export RUN`: one sub-network with its weights as a plain ONNX model. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('a plain ONNX model of one sub-network with its weights')
    .argument('<run>', 'folder of the run')
    .requiredOption('--pick <which>', 'id of an evaluation, knee, best:METRIC, or the name of a configuration')
    .requiredOption('-o, --output <file>', 'the ONNX file to write')
    .option('--json', 'one JSON document on stdout')
    .action(async (run: string, { pick, output, json }: Options) => {
      const made = await exportSubnetwork(run, pick, output);
      const { id, metrics, verified, bytes } = made;
      const costs = ['macs', 'params'].map((cost) => formatMetric(cost, metrics[cost]!)).join(', ');
      const measured = verified.metrics;
      const found =
        measured.correct === undefined
          ? `${metricTitle('pearson')} ${formatMetric('pearson', measured.pearson!)}`
          : `${measured.correct} of ${measured.count} validation samples right`;
      process.stderr.write(
        `#${id}: ${costs}, ${formatMetric('bytes', bytes)}; ${found}, ` +
          `outputs within ${verified.difference.toExponential(1)} of the super-network's own\n`,
      );
      if (measured.correct !== metrics.correct) {
        process.stderr.write(
          `warning: the search counted ${metrics.correct}: rounding decides a sample that lies on an edge\n`,
        );
      }
      if (json) printJson(made);
      else process.stdout.write(`${made.file}\n`);
    });
}

import { type Expression, formatDiagnostic, type Search, type Space } from '../../language/index.ts';
import { LitheError } from '../errors.ts';

/**
 * Throws a LitheError of one line where a search would measure what nothing measures yet, or train and measure what
 * nothing executes: its figures would be those of another network. A search for costs alone runs no network.
 */
export function refuseUnexecuted(space: Space, search: Search): void {
  const metrics = [
    ...search.objectives,
    ...search.requirements.flatMap((one) => one.metrics.map((metric) => ({ metric }))),
  ];
  if (metrics.some(({ metric }) => /^latency\b/.test(metric))) {
    const message =
      `${search.name} cannot be run: no search measures \`latency\` yet; minimize \`macs\` instead, and time the ` +
      'networks of its front with `lithe latency`.';
    throw new LitheError(formatDiagnostic({ ...search.source, severity: 'error', code: 'not-executed', message }));
  }
  if (search.data === undefined) return;
  for (const step of space.steps) {
    if (step.kind !== 'operator') continue;
    const said = { quantize: isOpen(step.precision, 'fp32'), prune: isOpen(step.sparsity, 0) };
    const [statement] = Object.entries(said).find(([, open]) => open) ?? [];
    if (statement === undefined) continue;
    const message =
      `${search.name} cannot be run: \`${statement}\` is priced but not carried out yet, and \`${step.path}\` takes one; ` +
      `take \`${statement}\` out, or search for costs alone, without \`data\`.`;
    throw new LitheError(formatDiagnostic({ ...step.source, severity: 'error', code: 'not-executed', message }));
  }
}

/** Whether an operator may be compressed: by a decision, or by a value that changes something. */
function isOpen(expression: Expression | undefined, plain: string | number): boolean {
  return expression !== undefined && !(expression.kind === 'constant' && expression.value === plain);
}

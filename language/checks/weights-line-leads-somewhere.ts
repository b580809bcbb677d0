import { check } from './check.ts';
import { suggestion } from './nearest.ts';

export const weightsLineLeadsSomewhere = check(
  'weights-line-without-tensor',
  'warning',
  'The right side of a line in a name map is the path of a tensor of this super-network.',
  (target: string, paths: readonly string[]) => {
    const unnumbered = (path: string): string => path.replace(/\[[^\]]*\]/g, '[i]');
    return `this network has no tensor \`${target}\`${suggestion(unnumbered(target), new Set(paths.map(unnumbered)))}`;
  },
);

import { compile, metricLimits } from '../../language/index.ts';
import type { Files } from '../files.ts';
import type { DescribeSearchParams, SearchDescription } from '../protocol.ts';

/** What a search of the texts given asks for: how a front knows its axes and what each decision could have been. */
export function describeSearch(
  files: Pick<Files, 'join'>,
  { file, text, imports, search: name }: DescribeSearchParams,
): SearchDescription | null {
  const compilation = compile(text, {
    file,
    resolve(specifier, importer) {
      const imported = files.join(specifier, importer);
      const held = imports[imported];
      return held === undefined ? undefined : { file: imported, text: held };
    },
  });
  const search = compilation.searches.find((one) => one.name === name);
  const space = compilation.spaces.find((one) => one.name === search?.space);
  if (!search || !space) return null;
  return {
    line: search.source.line,
    objectives: search.objectives,
    limits: metricLimits(space, search.requirements),
    epochs: search.finetune?.epochs ?? 0,
    evaluations: search.explore.evaluations,
    perEpoch: search.explore.perEpoch,
    control: search.control !== undefined,
    decisions: space.decisions.map(({ path, values }) => ({ path, values })),
  };
}

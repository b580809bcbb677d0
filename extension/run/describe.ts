import type { RunRecord } from '../../runtime/run/folder.ts';
import type { SearchDescription } from '../../server/protocol.ts';
import type { RunDescription } from '../front/messages.ts';

/**
 * What the front shows of a run besides its journal: the record says what was asked, the language server what the
 * file's text meant. Where the text means nothing to this version, the run's points are shown all the same.
 */
export function describeRun(folder: string, record: RunRecord, search: SearchDescription | undefined): RunDescription {
  const { overrides } = record;
  return {
    folder,
    search: record.search,
    created: record.created,
    space: record.space.name,
    file: record.file,
    line: search?.line ?? 1,
    seed: record.seed,
    device: record.device,
    objectives: search?.objectives ?? [
      { metric: 'accuracy', goal: 'maximize' },
      { metric: 'macs', goal: 'minimize' },
    ],
    limits: search?.limits ?? [],
    epochs: overrides.epochs ?? search?.epochs ?? 0,
    evaluations: overrides.evaluations ?? search?.evaluations ?? 0,
    perEpoch: search?.perEpoch ?? 0,
    control: search?.control ?? false,
    decisions: search?.decisions ?? [],
  };
}

import { constructIsSupported } from '../checks/construct-is-supported.ts';
import { metricIsKnown } from '../checks/metric-is-known.ts';
import { objectiveIsTheBetterWay } from '../checks/objective-is-the-better-way.ts';
import { settingFits } from '../checks/setting-fits.ts';
import { settingIsGiven } from '../checks/setting-is-given.ts';
import { settingIsGivenOnce } from '../checks/setting-is-given-once.ts';
import { targetIsKnown } from '../checks/target-is-known.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import { betterGoal, metricNames, plannedMetrics } from './metrics.ts';
import type { Objective } from './search.ts';
import type { SettingReader } from './settings.ts';

/** The objectives of a search, each once; what is wrong with one is reported. */
export function readObjectives(
  reader: SettingReader,
  owner: Ast.Search,
  targets: readonly string[],
): readonly Objective[] {
  const objectives = new Map<string, Objective>();
  const lines = new Map<string, number>();
  const settings = owner.settings.filter((setting) => setting.$type === 'ObjectiveSetting');
  for (const node of settings) {
    const { metric, goal, target } = node;
    if (metric === undefined || goal === undefined) {
      reader.sound = false;
      continue;
    }
    const name = target === undefined ? metric : `${metric} on ${target}`;
    if (plannedMetrics.includes(metric)) reader.report(node, constructIsSupported(`the metric \`${metric}\``));
    else if (!metricNames.includes(metric)) reader.reportAt(node, 'metric', metricIsKnown(metric, metricNames));
    else if (target !== undefined && metric !== 'latency') {
      reader.report(node, settingFits('on', 'behind `latency`, which alone hangs on a target', `behind \`${metric}\``));
    } else if (target !== undefined && !targets.includes(target)) {
      reader.reportAt(node, 'target', targetIsKnown(target, targets));
    } else if (objectives.has(name)) reader.report(node, settingIsGivenOnce(name, lines.get(name)!));
    else {
      const better = betterGoal(metric);
      if (goal !== better && (better === 'maximize' || !isHeldDown(owner))) {
        reader.problems.at(node, reader.file, objectiveIsTheBetterWay(`${goal} ${metric}`, metric, better));
      }
      objectives.set(name, { metric, goal, ...(target === undefined ? {} : { target }) });
      lines.set(name, rangeOfNode(node, reader.file).line);
    }
  }
  if (settings.length === 0) {
    reader.reportHead(owner, settingIsGiven(reader.owner, 'maximize` or `minimize', 'maximize accuracy'));
  }
  return [...objectives.values()];
}

/** Whether a cost may be meant to grow, as a network's capacity, since a requirement or another cost holds it down. */
function isHeldDown({ settings }: Ast.Search): boolean {
  return settings.some(
    (one) =>
      one.$type === 'RequireSetting' ||
      (one.$type === 'ObjectiveSetting' && one.goal === 'minimize' && betterGoal(one.metric ?? '') === 'minimize'),
  );
}

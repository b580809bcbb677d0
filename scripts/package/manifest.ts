import type { Target } from './targets.ts';

/** A package.json, as far as packing looks into it. */
export interface Manifest {
  readonly contributes: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** What only those read who work on the project; from `dependencies` a run notes the version of ONNX Runtime. */
const ofTheProject = ['scripts', 'devDependencies', 'allowScripts', 'private', 'bin'];
/** What a browser, which runs nothing, has no use for. */
const ofRuns = ['menus', 'views', 'viewsContainers', 'viewsWelcome', 'taskDefinitions', 'problemMatchers'];
const commandsInBrowsers = ['lithe.newFile'];
const settingsOfRuns = /^lithe\.(runs\.|codeLens\.searches$)/;

/** The manifest of a package: the one entry that its target starts, and nothing that it cannot do. */
export function manifestFor(target: Target, manifest: Manifest): Manifest {
  const shipped: Record<string, unknown> = without(manifest, ofTheProject);
  if (target !== 'web') return without(shipped, ['browser']) as Manifest;
  const { commands, configuration, walkthroughs: _, ...contributes } = without(manifest.contributes, ofRuns);
  return {
    ...without(shipped, ['main', 'dependencies']),
    activationEvents: [],
    contributes: {
      ...contributes,
      commands: (commands as { command: string }[]).filter(({ command }) => commandsInBrowsers.includes(command)),
      configuration: (configuration as Group[]).flatMap(withoutRuns),
    },
  };
}

interface Group {
  readonly properties: Readonly<Record<string, unknown>>;
}

function withoutRuns(group: Group): Group[] {
  const kept = Object.entries(group.properties).filter(([name]) => !settingsOfRuns.test(name));
  return kept.length === 0 ? [] : [{ ...group, properties: Object.fromEntries(kept) }];
}

function without(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
}

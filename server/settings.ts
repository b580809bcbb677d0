/** What a person may switch, as `lithe.…` in an editor's settings. */
export interface Settings {
  readonly inlayHints: {
    readonly shapes: boolean;
    readonly costs: boolean;
    readonly parameterNames: boolean;
  };
  readonly codeLens: {
    readonly costs: boolean;
    readonly searches: boolean;
    readonly configurations: boolean;
  };
}

export const usualSettings: Settings = {
  inlayHints: { shapes: true, costs: true, parameterNames: false },
  codeLens: { costs: true, searches: true, configurations: true },
};

/** Settings as a client sends them: what is missing or of another type is as usual. */
export function readSettings(sent: unknown): Settings {
  const group = (name: string) => record(record(sent)[name]);
  const { inlayHints, codeLens } = usualSettings;
  return { inlayHints: flags(inlayHints, group('inlayHints')), codeLens: flags(codeLens, group('codeLens')) };
}

function flags<Group extends Readonly<Record<string, boolean>>>(usual: Group, sent: Record<string, unknown>): Group {
  const read = Object.entries(usual).map(([name, value]) => [
    name,
    typeof sent[name] === 'boolean' ? sent[name] : value,
  ]);
  return Object.fromEntries(read) as Group;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

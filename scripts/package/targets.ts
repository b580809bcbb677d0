/** What a package is made for, in VS Code's words; ONNX Runtime has a library for each of these platforms. */
export const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'] as const;

export type Platform = (typeof platforms)[number];
/** `web` is for editors in a browser, where nothing can be run. */
export type Target = Platform | 'web';

const targets: readonly Target[] = [...platforms, 'web'];

/** The targets named, all of them for `all`, this machine's where none is named; throws one line where a name is none. */
export function targetsNamed(names: readonly string[]): readonly Target[] {
  if (names.length === 0) return [thisPlatform()];
  return names.includes('all') ? targets : names.map(targetNamed);
}

/** This machine's. */
export function thisPlatform(): Platform {
  return targetNamed(`${process.platform}-${process.arch}`) as Platform;
}

function targetNamed(name: string): Target {
  const target = targets.find((one) => one === name);
  if (target !== undefined) return target;
  throw new Error(`There is no package for ${name}. There are those for ${targets.join(', ')}, and all.`);
}

import { recipeIsKnown } from '../checks/recipe-is-known.ts';
import { settingFits } from '../checks/setting-fits.ts';
import { settingIsGiven } from '../checks/setting-is-given.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { rangeOfNode } from '../parse/parse.ts';
import type { Problems } from '../space/elaborate/problems.ts';
import { type DeviceName, deviceNames, type Target } from './search.ts';
import { SettingReader } from './settings.ts';

const names = { Device: 'device', Threads: 'threads', Batch: 'batch' } as const;

/** A `target` declaration, checked and with its defaults; undefined where something is wrong, which is reported. */
export function readTarget(node: Ast.Target, file: string, problems: Problems): Target | undefined {
  const reader = new SettingReader(problems, file, `the target \`${node.name ?? ''}\``);
  const setting = reader.byType(node.settings, names);
  const device = readDevice(reader, node, setting('Device'));
  const threads = readCount(reader, 'threads', setting('Threads'));
  const batch = readCount(reader, 'batch', setting('Batch')) ?? 1;
  if (threads !== undefined && device !== undefined && device !== 'cpu') {
    const wanted = 'left out where the device is not `cpu`, which alone computes in threads of ours';
    reader.report(setting('Threads')!, settingFits('threads', wanted, `${threads} on \`${device}\``));
  }
  if (!reader.sound || node.name === undefined || device === undefined) return undefined;
  return {
    name: node.name,
    device,
    ...(threads === undefined ? {} : { threads }),
    batch,
    source: rangeOfNode(node, file),
  };
}

function readDevice(reader: SettingReader, owner: Ast.Target, node: Ast.Device | undefined): DeviceName | undefined {
  if (node === undefined) return reader.report(owner, settingIsGiven(reader.owner, 'device', 'device cpu'));
  if (node.device === undefined) return undefined;
  const device = deviceNames.find((one) => one === node.device);
  return device ?? reader.report(node, recipeIsKnown('device', node.device, deviceNames));
}

function readCount(reader: SettingReader, name: string, node: Ast.Threads | Ast.Batch | undefined): number | undefined {
  return node === undefined ? undefined : reader.number(name, node.value, { whole: true, least: 1 });
}

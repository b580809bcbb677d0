import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Configuration, costsAt, countSubnetworks, genomeOf } from '../../language/index.ts';
import { readSource } from '../../runtime/source.ts';
import { buildLithe, freshFolder, lithe } from '../runtime/cli/lithe.ts';

const file = 'examples/ofa-mobilenetv3.lithe';
const space = readSource(file).compilation.spaces[0]!;

it('has as many sub-networks as Once-for-All says: about 2 * 10^19, five stages of 9^2 + 9^3 + 9^4', () => {
  expect(countSubnetworks(space)).toBe((9n ** 2n + 9n ** 3n + 9n ** 4n) ** 5n);
});

interface Measured {
  readonly config: Configuration;
  readonly macs: number;
  readonly params: number;
}

/** From the result files of DyNAS-T (Intel Labs 2022), which counted the sub-networks in PyTorch; not part of this project. */
const results = '../shared/data/ofa-mobilenetv3-imagenet.jsonl';
const given = existsSync(results);

describe.skipIf(!given)(`measured sub-networks${given ? '' : ` (skipped: there is no ${results})`}`, () => {
  const rows = given
    ? readFileSync(results, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line): Measured => JSON.parse(line))
    : [];
  let removeBundle: () => void;
  beforeAll(async () => {
    removeBundle = await buildLithe();
  });
  afterAll(() => removeBundle());

  it('have the multiply-accumulates and parameters that were counted, integer for integer', () => {
    expect(rows).toHaveLength(300);
    const priced = rows.map(({ config }) => {
      const found = genomeOf(space, config);
      return 'problems' in found ? found : costsAt(space, found.genome);
    });
    expect(priced).toMatchObject(rows.map(({ macs, params }) => ({ macs, params })));
  });

  it('are priced alike by `lithe estimate --configs`', async () => {
    const configurations = join(freshFolder(), 'configurations.jsonl');
    writeFileSync(configurations, rows.map(({ config }) => `${JSON.stringify(config)}\n`).join(''));
    const { code, stdout, stderr } = await lithe('estimate', file, '--configs', configurations);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(rows.map(({ macs, params }) => ({ macs, params })));
  });
});

import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildLithe, examples, freshFolder, lithe } from './lithe.ts';

/** Nine MACs and as many parameters for every hidden unit, and three biases. */
const narrow = `supernet N { input v: vector[6]
  elastic hidden in [2, 4, 6, 8]
  linear(hidden, bias: false)
  linear(3)
}
`;
const vit = join(examples, 'digits-vit.lithe');
const folder = freshFolder();
let removeBundle: () => void;
beforeAll(async () => {
  removeBundle = await buildLithe();
});
afterAll(() => removeBundle());

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('lithe check', () => {
  test('is silent about a file without problems', async () => {
    const file = fileWith('right.lithe', narrow);
    expect(await lithe('check', file)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await lithe('check', file, '--json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  });

  test('warns of data that is not there until it is', async () => {
    const data =
      'dataset D {\n  text "a.tsv", "b.tsv" column 1\n  label column 2\n  validation 10%\n  tokenizer "t.json"\n}\n';
    const file = fileWith('data.lithe', data);
    fileWith('a.tsv', '');
    const { code, stderr } = await lithe('check', file);
    expect(code).toBe(0);
    const correct = 'put it there, or correct the path (warning)';
    expect(stderr.trimEnd().split('\n')).toEqual([
      `${file}:2:8: \`b.tsv\` does not exist (looked for ${join(folder, 'b.tsv')}): ${correct}`,
      `${file}:5:3: \`t.json\` does not exist (looked for ${join(folder, 't.json')}): ${correct}`,
    ]);
    fileWith('b.tsv', '');
    fileWith('t.json', '');
    expect((await lithe('check', file)).stderr).toBe('');
  });

  test('tells of each problem with its place, and exits 1', async () => {
    const file = fileWith('wrong.lithe', 'supernet Net {\n  input image: image[1, 8, 8]\n  convv(3)\n}\n');
    const { code, stdout, stderr } = await lithe('check', file);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^${file}:3:3: .*convv.*\n$`));
    const json = await lithe('check', fileWith('right.lithe', narrow), file, '--json');
    expect(json.code).toBe(1);
    const [first] = JSON.parse(json.stdout);
    expect(first).toMatchObject({ file, line: 3, column: 3, endLine: 3, severity: 'error', code: expect.any(String) });
    expect(Object.keys(first).sort()).toEqual(
      ['code', 'column', 'endColumn', 'endLine', 'file', 'fixes', 'line', 'message', 'severity'].sort(),
    );
  });

  test('names a missing file, and checks the others', async () => {
    const file = fileWith('half.lithe', 'supernet X {');
    const { code, stdout, stderr } = await lithe('check', 'nowhere.lithe', folder, file);
    expect([code, stdout]).toEqual([1, '']);
    const [missing, noFile, half] = stderr.trimEnd().split('\n');
    expect(missing).toBe('nowhere.lithe: no such file: give a .lithe file.');
    expect(noFile).toBe(`${folder}: not a file: give a .lithe file.`);
    expect(half).toMatch(/half\.lithe:1:12: `supernet X {` is not closed/);
    expect(
      JSON.parse((await lithe('check', 'nowhere.lithe', fileWith('right.lithe', narrow), '--json')).stdout),
    ).toEqual([]);
  });
});

describe('lithe format', () => {
  const untidy = 'block A {\r\n    relu // kept\r\n}';
  const tidy = 'block A {\r\n  relu // kept\r\n}\r\n';

  test('lays files out in place, whole or not at all, and tells which', async () => {
    const [file, wrong] = [fileWith('untidy.lithe', untidy), fileWith('half.lithe', 'block A {\n  a: conv(\n}\n')];
    chmodSync(file, 0o640);
    const link = join(folder, 'link.lithe');
    symlinkSync(file, link);
    const { code, stdout, stderr } = await lithe('format', wrong, link, vit);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^\S*half\.lithe:3:1: expected .*\n\S*link\.lithe: formatted\.\n$/);
    expect(readFileSync(file, 'utf8')).toBe(tidy);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(wrong, 'utf8')).toBe('block A {\n  a: conv(\n}\n');
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
    expect(await lithe('format', file)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('only tells with --check', async () => {
    const file = fileWith('checked.lithe', untidy);
    const told = await lithe('format', '--check', vit, file);
    expect(told).toEqual({ code: 1, stdout: '', stderr: `${file}: would change: run \`lithe format\` on it.\n` });
    expect(readFileSync(file, 'utf8')).toBe(untidy);
    expect(await lithe('format', '--check', vit)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('lithe estimate', () => {
  test('gives one JSON document of costs, ranges and decisions', async () => {
    const { code, stdout, stderr } = await lithe('estimate', vit, '--at', 'smallest', '--json');
    expect([code, stderr]).toEqual([0, '']);
    const estimate = JSON.parse(stdout);
    expect(estimate).toMatchObject({
      supernet: 'DigitsVit',
      config: { depth: 2, 'layer[1].hidden': 32 },
      count: '1118464',
    });
    const { macs, params, bytes, activations, bitops, range } = estimate;
    expect([bytes, bitops]).toEqual([4 * params, 1024 * macs]);
    expect(activations).toBeGreaterThan(0);
    expect([range.macs[0], range.params[0], range.bytes[0]]).toEqual([macs, params, bytes]);
    expect(estimate.dimensions).toHaveLength(11);
    expect(estimate.dimensions[0]).toEqual({
      path: 'depth',
      values: [2, 3, 4, 5],
      default: 5,
      active: true,
      share: { macs: expect.any(Number), params: expect.any(Number), bytes: expect.any(Number) },
    });
    expect(estimate.dimensions.at(-1)).toMatchObject({ path: 'layer[4].hidden', active: false });
  });

  test('gives the range over what a search lets pass', async () => {
    const bounded = fileWith('bounded.lithe', `${narrow}search Q { space N; minimize macs; require params <= 50 }\n`);
    const { search, requirements, range } = JSON.parse(
      (await lithe('estimate', bounded, '--search', 'Q', '--json')).stdout,
    );
    expect([search, requirements]).toEqual(['Q', ['params <= 50']]);
    expect(range).toEqual({ macs: [18, 36], params: [21, 39], bytes: [84, 156] });
    expect((await lithe('estimate', bounded, '--search', 'Q')).stdout).toContain('36 MACs where params <= 50');
  });

  test('gives each decision its share of the range, and the spread of random sub-networks by their seed', async () => {
    const estimateOf = async (...more: string[]) =>
      JSON.parse((await lithe('estimate', vit, '--json', ...more)).stdout);
    const { dimensions, distribution, range } = await estimateOf('--seed', '3');
    for (const metric of ['macs', 'params', 'bytes']) {
      const sum = dimensions.reduce((total: number, { share }: { share: never }) => total + share[metric], 0);
      expect(sum).toBeCloseTo(1, 10);
    }
    expect(distribution).toMatchObject({ samples: 1000, seed: 3 });
    const { mean, quantiles, histogram } = distribution.macs;
    expect(histogram.from).toBeGreaterThanOrEqual(range.macs[0]);
    expect(histogram.to).toBeLessThanOrEqual(range.macs[1]);
    expect(histogram.counts.reduce((a: number, b: number) => a + b)).toBe(1000);
    expect(quantiles['0.05']).toBeLessThan(mean);
    expect((await estimateOf('--seed', '3')).distribution).toEqual(distribution);
    expect((await estimateOf()).distribution.macs).not.toEqual(distribution.macs);
  });

  test('tells people which decisions matter, and how costs are spread', async () => {
    const { stdout } = await lithe('estimate', vit);
    expect(stdout).toMatch(/^DigitsVit, largest: one of 1118464 sub-networks \(MACs counted as matmul\)\n/);
    expect(stdout).toMatch(
      /\n *multiply-accumulates {2,}3,519,808 MACs {2}\d+ k MACs to 3\.52 M MACs over the space\n/,
    );
    expect(stdout).toMatch(/\n *multiply-accumulates {2}\d+ k MACs {2}▕.{20}▏ {2}3\.\d+ M MACs {2}half of them /);
    expect(stdout).toMatch(/\n +MACs {2}parameters {2}decision\n41\.7 % +42\.1 % {2}depth: 2, 3, 4, 5\n/);
    const fixed = fileWith('fixed.lithe', 'supernet Net {\n  input v: vector[4]\n  linear(3)\n}\n');
    const { stdout: told } = await lithe('estimate', fixed);
    expect(told.trimEnd().split('\n')).toHaveLength(6);
    expect(told).toMatch(/^Net, nothing to decide \(MACs counted as matmul\)\n *multiply-accumulates {2,}12 MACs\n/);
  });

  test('prices a configuration of the file by its name', async () => {
    const declared = `${narrow}supernet Other {\n  input v: vector[4]\n}\nconfiguration Slim of N { hidden: 4 }\n`;
    const file = fileWith('slim.lithe', declared);
    const { stdout } = await lithe('estimate', file, '--at', 'Slim', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ supernet: 'N', config: { hidden: 4 }, macs: 36 });
    const wrong = await lithe('estimate', file, '--at', 'Slim', '--supernet', 'Other');
    expect([wrong.code, wrong.stderr]).toEqual([1, '--at Slim: a configuration of N, and not of Other.\n']);
  });

  test('says which super-networks there are, what is no file and what is no JSON', async () => {
    const two = fileWith(
      'two.lithe',
      ['A', 'B'].map((name) => `supernet ${name} {\n  input v: vector[4]\n}\n`).join(''),
    );
    const fails = async (wanted: RegExp, ...args: string[]) => {
      const { code, stdout, stderr } = await lithe('estimate', ...args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(wanted);
    };
    await fails(/^\S*two\.lithe: holds several \(A, B\): say which super-network with --supernet NAME\.\n$/, two);
    await fails(/^\S*two\.lithe: holds no super-network C: it holds A, B\.\n$/, two, '--supernet', 'C');
    await fails(
      /: not a file: give largest, smallest, default, a configuration of the file, or a JSON file of one\.\n$/,
      vit,
      '--at',
      folder,
    );
    await fails(/: not a file: give one with a JSON object of a configuration a line\.\n$/, vit, '--configs', folder);
    await fails(/^\S*cut\.json: not JSON: .*\n$/, vit, '--at', fileWith('cut.json', '{"depth": 2'));
    const lines = fileWith('cut.jsonl', '{}\n\n{"depth":\n{}\n');
    const { code, stdout, stderr } = await lithe('estimate', vit, '--configs', lines);
    expect([code, stdout.trimEnd().split('\n').length]).toEqual([1, 1]);
    expect(stderr).toMatch(/^\S*cut\.jsonl:3: not JSON: .*\n$/);
  });

  test('takes a configuration from a file, and many from lines', async () => {
    const one = fileWith('one.json', '{"depth": 2, "layer[0].heads": 1}');
    const largest = JSON.parse((await lithe('estimate', vit, '--json')).stdout);
    const { config, macs } = JSON.parse((await lithe('estimate', vit, '--at', one, '--json')).stdout);
    expect(config).toMatchObject({ depth: 2, 'layer[0].heads': 1, 'layer[1].heads': 4 });
    const many = fileWith('many.jsonl', '{}\n{"depth": 2, "layer[0].heads": 1}\n\n');
    const lines = (await lithe('estimate', vit, '--configs', many)).stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).macs)).toEqual([largest.macs, macs]);
    expect(Object.keys(JSON.parse(lines[0]!))).toEqual(['macs', 'params', 'bytes', 'activations', 'bitops']);
  });

  test('refuses an unknown path or value by its line, naming a right one', async () => {
    const many = fileWith('wrong.jsonl', '{}\n{"dept": 2, "layer[0].heads": 7}\n');
    const { code, stderr } = await lithe('estimate', vit, '--configs', many);
    expect(code).toBe(1);
    const [unknown, value] = stderr.trimEnd().split('\n');
    expect(unknown).toMatch(/wrong\.jsonl:2: .*dept.*depth/);
    expect(value).toMatch(/wrong\.jsonl:2: .*1, 2, 3, 4/);
  });

  test('counts by another convention where asked', async () => {
    const macs = async (...more: string[]) => JSON.parse((await lithe('estimate', vit, '--json', ...more)).stdout).macs;
    expect(await macs('--convention', 'fvcore')).toBeGreaterThan(await macs());
  });
});

describe('lithe sample', () => {
  test('draws configurations, the same ones for the same seed', async () => {
    const { code, stdout } = await lithe('sample', vit, '-n', '5', '--seed', '3');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(new Set(lines).size).toBe(5);
    expect((await lithe('sample', vit, '-n', '5', '--seed', '3')).stdout).toBe(stdout);
    expect((await lithe('sample', vit, '-n', '5', '--seed', '4')).stdout).not.toBe(stdout);
    const file = fileWith('sampled.jsonl', stdout);
    expect((await lithe('estimate', vit, '--configs', file)).code).toBe(0);
  });
});

describe('lithe sample --require', () => {
  const space = 'supernet Net {\n  input v: vector[4]\n  elastic w in 1..1000\n  linear(w)\n}\n';
  const search = (name: string, requirement: string) =>
    `search ${name} {\n  space Net\n  minimize macs\n  maximize params\n  require ${requirement}\n  explore random(evaluations: 5)\n}\n`;
  const drawn = (text: string) => lithe('sample', fileWith('required.lithe', text), '-n', '20', '--require');

  test('draws only what the requirements of all searches let pass', async () => {
    const { code, stdout } = await drawn(space + search('S', 'params <= 60 and w > 3') + search('T', 'params >= 30'));
    const widths = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).w);
    expect([code, widths.length]).toEqual([0, 20]);
    for (const w of widths) expect(w >= 6 && w <= 12).toBe(true);
  });

  test('says so where nothing passes, or nothing is required', async () => {
    const nothing = await drawn(space + search('S', 'params >= 30') + search('T', 'params <= 20'));
    expect([nothing.code, nothing.stdout]).toEqual([1, '']);
    expect(nothing.stderr).toMatch(
      /: none of 100000 random .* required \(params >= 30, params <= 20\): loosen it, .*\n$/,
    );
    const free = await drawn(space);
    expect([free.code, free.stdout]).toEqual([1, '']);
    expect(free.stderr).toMatch(
      /: no search of Net requires anything: write `require` in one, or leave --require out\.\n$/,
    );
  });
});

describe('wrong usage', () => {
  test.each([
    [[]],
    [['frobnicate']],
    [['check']],
    [['format']],
    [['sample', vit]],
    [['sample', vit, '-n', 'many']],
    [['estimate', vit, '--convention', 'guess']],
    [['estimate', vit, '--at', 'smallest', '--configs', 'a.jsonl']],
    [['run', vit, '--device', 'abacus']],
    [['front', 'run', '--format', 'poem']],
  ])('%j exits 2 with a hint and no output', async (args) => {
    const { code, stdout, stderr } = await lithe(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stderr.length).toBeGreaterThan(0);
  });

  test('of no kind: help and version exit 0', async () => {
    expect((await lithe('--help')).code).toBe(0);
    expect((await lithe('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('lithe devices', () => {
  test('says of every device whether it can be used, and why not', async () => {
    const { code, stdout } = await lithe('devices', '--json');
    expect(code).toBe(0);
    const reports = JSON.parse(stdout);
    expect(reports[0]).toMatchObject({ device: 'cpu', available: true });
    for (const report of reports) expect(report.reason.length).toBeGreaterThan(0);
  });
});

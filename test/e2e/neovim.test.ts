import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vit } from '../server/vit.ts';
import { findNeovim } from './harness/neovim.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lithe-neovim-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("Neovim's own client gets diagnostics, hints and completion from `lithe lsp --stdio`", () => {
  const file = join(folder, 'digits.lithe');
  writeFileSync(file, vit.replace('take_token(0)', 'take_tokn(0)'));
  const answers = join(folder, 'answers.json');
  const { status, stderr } = spawnSync(
    findNeovim(),
    ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', file, '-S', join(root, 'test', 'e2e', 'neovim.lua')],
    {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
      env: {
        ...process.env,
        HOME: folder,
        NODE: process.execPath,
        LITHE: join(root, 'dist', 'lithe.js'),
        ANSWERS: answers,
      },
    },
  );
  expect(status, stderr).toBe(0);
  const { diagnostics, hints, completion } = JSON.parse(readFileSync(answers, 'utf8'));
  expect(diagnostics.join('\n')).toContain('take_tokn');
  expect(hints.length).toBeGreaterThan(3);
  expect(completion.items.map(({ label }: { label: string }) => label)).toContain('take_token');
});

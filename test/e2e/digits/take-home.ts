import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Author } from './author.ts';

/** The text of a sub-network stands in the file, priced and without a problem, ready for export; one step takes it back. */
export async function insertAConfiguration({ workbench, workspace }: Author): Promise<void> {
  const { page } = workbench;
  const editor = page.locator(`.editor-group-container .monaco-editor[data-uri$="/${workspace.file}"]`).first();
  const front = workbench.webview();
  const id = /#(\d+)/.exec((await front.locator('.detail h2').textContent()) ?? '')![1];
  await front.getByRole('button', { name: 'Insert configuration' }).click();
  const head = editor.locator('.view-line', {
    hasText: new RegExp(`configuration\\s+OnDigits_${id}\\s+of\\s+DigitsVit`),
  });
  await head.waitFor();
  await editor.locator('.codelens-decoration', { hasText: /^\s*[\d.]+\s[kM]\sMACs/ }).waitFor();
  expect(await editor.locator('.squiggly-error, .squiggly-warning').count()).toBe(0);
  await workbench.picture('configuration-dark');
  const lens = editor.locator('.codelens-decoration a', { hasText: 'Export ONNX' });
  await exportBy({ workbench, workspace }, lens, new RegExp(`/OnDigits_${id}\\.onnx$`));
  await page.keyboard.press('Control+Z');
  await head.waitFor({ state: 'detached' });
}

export async function exportASubNetwork({ workbench, workspace }: Author): Promise<void> {
  const asked = workbench.webview().getByRole('button', { name: 'Export ONNX' });
  await exportBy({ workbench, workspace }, asked, /OnDigits-\d+\.onnx$/);
}

/** What is exported by a click answers an image with ten logits. */
async function exportBy({ workbench, workspace }: Author, asked: Locator, name: RegExp): Promise<void> {
  const { page } = workbench;
  await asked.click();
  const input = page.locator('.quick-input-widget input');
  await expect.poll(() => input.inputValue()).toMatch(name);
  const model = await input.inputValue();
  await page.keyboard.press('Enter');
  const told = page.locator('.notification-list-item-message', { hasText: basename(model) });
  await told.waitFor({ timeout: 90_000 });
  expect(await told.textContent()).toMatch(/ is in /);
  expect(dirname(model)).toBe(workspace.folder);
  expect(statSync(model).size).toBeGreaterThan(50_000);
  const session = await InferenceSession.create(model);
  const [entry] = session.inputMetadata;
  const image = new Tensor('float32', new Float32Array(28 * 28).fill(0.5), [1, 1, 28, 28]);
  const answers = Object.values(await session.run({ [entry!.name]: image }));
  expect(answers.map(({ dims }) => dims)).toContainEqual([1, 10]);
  await session.release();
}

import { expect, it } from 'vitest';
import { frontPage } from '../../extension/front/html.ts';

const page = frontPage({
  origin: 'https://file.vscode-cdn.example',
  script: 'https://file.vscode-cdn.example/front.js',
  style: 'https://file.vscode-cdn.example/style.css',
  nonce: 'abc123',
});

it('allows its own script and style and nothing else', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  expect(policy).toBe("default-src 'none'; style-src https://file.vscode-cdn.example; script-src 'nonce-abc123'");
});

it('holds no inline code and no inline style', () => {
  expect(page).not.toMatch(/style=|<style|onclick|javascript:/i);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).toContain('<script nonce="abc123" src=');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  CodeLensRequest,
  type Diagnostic,
  InlayHintRequest,
  PublishDiagnosticsNotification,
} from 'vscode-languageserver/node';
import { type Client, connect } from './client.ts';
import { vit } from './vit.ts';

const uri = 'file:///home/ada/digits.lithe';
let client: Client;

beforeAll(async () => {
  client = await connect({ options: { commands: true } });
});
afterAll(() => client.dispose());

it('answers an editor over the protocol', async () => {
  const published = new Promise<Diagnostic[]>((resolve) => {
    client.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) => resolve(diagnostics));
  });
  await client.open(uri, vit);
  // Nobody has put the images there.
  expect((await published).map(({ code, range }) => [code, range.start.line])).toEqual([
    ['data-not-here', 24],
    ['data-not-here', 26],
  ]);
  const range = { start: { line: 0, character: 0 }, end: { line: 60, character: 0 } };
  const hints = await client.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
  expect(hints?.length).toBeGreaterThan(5);
  const lenses = await client.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
  expect(lenses?.map(({ command }) => command?.title)).toContain('Run search');
  expect(await client.sendRequest('lithe/searches', { uri })).toEqual([{ name: 'OnDigits', line: 32 }]);
});

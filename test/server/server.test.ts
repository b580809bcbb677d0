import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  CodeLensRequest,
  createConnection,
  createMessageConnection,
  DidOpenTextDocumentNotification,
  InitializeRequest,
  InlayHintRequest,
  type MessageConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serve } from '../../server/server.ts';
import { vit } from './vit.ts';

const uri = 'file:///home/ada/digits.lithe';
let client: MessageConnection;

beforeAll(async () => {
  const [there, back] = [new PassThrough(), new PassThrough()];
  serve(createConnection(new StreamMessageReader(there), new StreamMessageWriter(back)));
  client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  client.listen();
  const { capabilities } = await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities: {},
  });
  expect(capabilities).toMatchObject({
    hoverProvider: true,
    inlayHintProvider: true,
    documentFormattingProvider: true,
  });
});
afterAll(() => client.dispose());

it('answers an editor over the protocol', async () => {
  const published = new Promise<number>((resolve) => {
    client.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) => resolve(diagnostics.length));
  });
  const textDocument = { uri, languageId: 'lithe', version: 1, text: vit };
  await client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  expect(await published).toBe(0);
  const range = { start: { line: 0, character: 0 }, end: { line: 60, character: 0 } };
  const hints = await client.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
  expect(hints?.length).toBeGreaterThan(5);
  const lenses = await client.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
  expect(lenses?.map(({ command }) => command?.title)).toContain('Run search');
  expect(await client.sendRequest('lithe/searches', { uri })).toEqual([{ name: 'OnDigits', line: 32 }]);
});

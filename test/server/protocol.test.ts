import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CodeActionRequest,
  CodeLensRequest,
  type CompletionList,
  CompletionRequest,
  DefinitionRequest,
  DidChangeConfigurationNotification,
  DocumentSymbolRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
  type Location,
  RenameRequest,
  type SemanticTokens,
  SemanticTokensDeltaRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver/node';
import { pageText } from '../../language/index.ts';
import { type Client, connect } from './client.ts';
import { vit } from './vit.ts';

const uri = 'file:///home/ada/digits.lithe';
const whole = { start: { line: 0, character: 0 }, end: { line: 90, character: 0 } };
let client: Client;
afterEach(() => client.dispose());

describe('an editor that is asked for its settings', () => {
  it('is told to ask for hints again when they change', async () => {
    let settings: unknown = {};
    let refreshed = () => {};
    client = await connect({
      capabilities: { workspace: { configuration: true, inlayHint: { refreshSupport: true } } },
      answers: {
        'workspace/configuration': () => [settings],
        [InlayHintRefreshRequest.method]: () => {
          refreshed();
          return null;
        },
      },
    });
    await client.open(uri, vit);
    const hints = async () =>
      (await client.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range: whole }))!;
    expect((await hints()).length).toBeGreaterThan(5);
    settings = { inlayHints: { shapes: false, costs: false, parameterNames: true } };
    const asked = new Promise<void>((resolve) => {
      refreshed = resolve;
    });
    await client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await asked;
    expect((await hints()).every(({ label }) => /^\w+:$/.test(String(label)))).toBe(true);
  });
});

describe("an editor without Lithe's commands", () => {
  it('is offered prices but no searches to run', async () => {
    client = await connect({});
    await client.open(uri, vit);
    const lenses = await client.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    const titles = lenses!.map(({ command }) => command!.title);
    expect(titles).toContain('1.12 million sub-networks');
    expect(titles).not.toContain('Run search');
  });

  it('is led to the standard library in files', async () => {
    client = await connect({});
    await client.open(
      uri,
      'import "lithe:mobile"\nsupernet A {\n  input a: image[3, 8, 8]\n  InvertedResidual(8)\n}\n',
    );
    const position = { line: 3, character: 4 };
    const [place] = (await client.sendRequest(DefinitionRequest.type, {
      textDocument: { uri },
      position,
    })) as Location[];
    const path = fileURLToPath(place!.uri);
    expect(readFileSync(path, 'utf8')).toBe(pageText('lithe:mobile'));
    await client.open(place!.uri, readFileSync(path, 'utf8'));
    const symbols = await client.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri: place!.uri } });
    expect(symbols!.map(({ name }) => name)).toContain('InvertedResidual');
  });
});

describe('requests as messages', () => {
  it('complete half-written text', async () => {
    client = await connect({});
    const text = vit.replace('classifier: linear(10)', 'classifier: li');
    await client.open(uri, text);
    const line = text.split('\n').findIndex((one) => one.includes('classifier'));
    const position = { line, character: '  classifier: li'.length };
    const found = await client.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    const item = (found as CompletionList).items.find(({ label }) => label === 'linear');
    expect(item?.textEdit).toMatchObject({ range: { start: { line, character: 14 }, end: position } });
  });

  it('give semantic tokens, and then only what changed', async () => {
    client = await connect({});
    await client.open(uri, vit);
    const first = (await client.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } })) as SemanticTokens;
    expect(first.data.length).toBeGreaterThan(100);
    const delta = await client.sendRequest(SemanticTokensDeltaRequest.type, {
      textDocument: { uri },
      previousResultId: first.resultId!,
    });
    expect(delta).toMatchObject({ edits: [] });
  });

  it('offer refactorings', async () => {
    client = await connect({});
    await client.open(uri, vit);
    const line = vit.split('\n').findIndex((one) => one.includes('kernel: 4'));
    const at = { line, character: vit.split('\n')[line]!.indexOf('64') };
    const context = { diagnostics: [] };
    const actions = await client.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: at, end: at },
      context,
    });
    expect(actions!.map(({ title }) => title)).toEqual(['Make `out` elastic']);
  });
});

describe('a folder', () => {
  it('has a decision renamed in its files, open or not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lithe-rename-'));
    try {
      const [parts, net] = [join(folder, 'parts', 'stage.lithe'), join(folder, 'net.lithe')];
      mkdirSync(join(folder, 'parts'));
      writeFileSync(parts, 'block Stage(out) {\n  elastic kernel in [3, 5]\n  conv(out, kernel: kernel)\n}\n');
      const text = `import "./parts/stage.lithe"
supernet Net {
  input image: image[3, 32, 32]
  first: Stage(16)
}
search Find { space Net; minimize macs; require first.kernel == 3 }
`;
      writeFileSync(net, text);
      client = await connect({ folders: [pathToFileURL(folder).toString()] });
      const opened = pathToFileURL(parts).toString();
      await client.open(opened, readFileSync(parts, 'utf8'));
      const edit = await client.sendRequest(RenameRequest.type, {
        textDocument: { uri: opened },
        position: { line: 1, character: 12 },
        newName: 'size',
      });
      const changes = edit!.changes!;
      expect(Object.keys(changes).toSorted()).toEqual([pathToFileURL(net).toString(), opened].toSorted());
      expect(changes[pathToFileURL(net).toString()]).toMatchObject([
        { newText: 'size', range: { start: { line: 5 } } },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says why a name cannot be changed', async () => {
    client = await connect({});
    await client.open(uri, vit);
    const line = vit.split('\n').findIndex((one) => one.includes('layernorm'));
    const asked = client.sendRequest(RenameRequest.type, {
      textDocument: { uri },
      position: { line, character: vit.split('\n')[line]!.indexOf('layernorm') },
      newName: 'norm',
    });
    await expect(asked).rejects.toThrow('`layernorm` is an operator of the language: it cannot be renamed.');
  });
});

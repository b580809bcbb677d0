import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { RunEvent } from '../../runtime/run/events.ts';
import { journalOf, workerOf } from '../run/folder.ts';
import { followJournal } from '../run/journal.ts';
import { frontPage } from './html.ts';
import type { FromWebview, RunDescription, ToWebview } from './messages.ts';

export const frontViewType = 'lithe.front';

/** What a person asks for in a front, for the controller to do. */
export type FrontRequest = Exclude<FromWebview, { kind: 'ready' }>;

/** Fills a panel with the front of a run and keeps it up to date until the panel is closed. */
export function showFront(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  run: RunDescription,
  request: (asked: FrontRequest, reply: (message: ToWebview) => void) => void,
): void {
  const { webview } = panel;
  const assets = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const asset = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(assets, name)).toString();
  const send = (message: ToWebview) => void webview.postMessage(message);
  let events: RunEvent[] = [];
  let isReady = false;

  panel.iconPath = vscode.Uri.joinPath(extensionUri, 'extension', 'icon.png');
  webview.options = { enableScripts: true, localResourceRoots: [assets] };
  webview.onDidReceiveMessage((message: FromWebview) => {
    if (message.kind !== 'ready') return request(message, send);
    // The page was made, or made again after its tab was hidden.
    isReady = true;
    send({ kind: 'run', run, events });
    void tellAlive();
  });

  const stop = followJournal(journalOf(run.folder), {
    appended(fresh) {
      events.push(...fresh);
      if (isReady) send({ kind: 'events', events: fresh });
    },
    restarted() {
      events = [];
      if (isReady) send({ kind: 'run', run, events });
    },
  });
  const tellAlive = async () => {
    const worker = await workerOf(run.folder);
    if (isReady) send({ kind: 'alive', alive: worker?.lives ?? false });
  };
  const watch = setInterval(tellAlive, 2000);
  panel.onDidDispose(() => {
    stop();
    clearInterval(watch);
  });
  webview.html = frontPage({
    origin: webview.cspSource,
    script: asset('front.js'),
    style: asset('style.css'),
    nonce: randomBytes(16).toString('hex'),
  });
}

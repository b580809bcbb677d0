import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './node-files.ts';
import { collectAtRest } from './rest.ts';
import { serve } from './server.ts';

// How to talk is on the command line: --node-ipc from VS Code, --stdio from any other editor.
serve(createConnection(ProposedFeatures.all), nodeFiles, collectAtRest());

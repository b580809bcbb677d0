#!/usr/bin/env node
import { runCommandLine } from './program.ts';
import { reportFailure } from './report-failure.ts';

process.on('uncaughtException', (error) => process.exit(reportFailure(error)));
await runCommandLine(process.argv);

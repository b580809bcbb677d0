// Runs the extension host's suite in a desktop VS Code, which is downloaded: for machines that may, with a display.
// The same suite runs in code-server as part of `npm run test:e2e`.
import { runTests } from '@vscode/test-electron';
import setup from './harness/setup.ts';
import { digitsWorkspace } from './harness/workspace.ts';
import { bundleSuite, packedFolder } from './host/bundle.ts';

setup();
const workspace = digitsWorkspace();
try {
  await runTests({
    extensionDevelopmentPath: packedFolder,
    extensionTestsPath: await bundleSuite(),
    launchArgs: [workspace.folder, '--disable-workspace-trust'],
  });
} finally {
  workspace.remove();
}

/** The house's arrows point only downwards: extension and server and runtime know language; language knows no one. */
const room = (name) => `^${name}/`;

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'language-is-pure',
      severity: 'error',
      comment: 'language/ runs in a browser: no Node module, no other room',
      from: { path: room('language') },
      to: { path: ['^(extension|server|runtime|scripts|test)/', '^(node:|fs$|path$)'] },
    },
    {
      name: 'runtime-knows-only-language',
      severity: 'error',
      from: { path: room('runtime') },
      to: { path: '^(extension|server|scripts|test)/' },
    },
    {
      name: 'server-knows-only-language',
      severity: 'error',
      comment: 'and where weights and data lie on this computer; of the former it reads the headers',
      from: { path: room('server') },
      to: { path: '^(extension|runtime|scripts|test)/', pathNot: '^runtime/(data|weights)/find\\.ts$' },
    },
    {
      name: 'server-runs-in-browsers',
      severity: 'error',
      comment: 'what its entry for Node passes in alone may use Node',
      from: { path: room('server'), pathNot: '^server/(main|node-files)\\.ts$' },
      to: { path: '^(node:|fs$|path$|url$|os$)|^server/node-files|vscode-languageserver/node' },
    },
    {
      name: 'extension-starts-processes',
      severity: 'error',
      comment: 'the extension may know the shape of a run event, never the code of another room',
      from: { path: room('extension') },
      to: { path: '^(server|runtime|language|scripts|test)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rooms-through-their-front-door',
      severity: 'error',
      from: { path: '^(runtime|server)/' },
      to: { path: room('language'), pathNot: '^language/index\\.ts$' },
    },
    {
      name: 'onnxruntime-only-in-runtime',
      severity: 'error',
      from: { pathNot: '^(runtime|test)/' },
      to: { path: 'node_modules/onnxruntime' },
    },
    {
      name: 'lsp-only-in-server',
      severity: 'error',
      from: { pathNot: '^(server|extension|test)/' },
      to: { path: 'node_modules/vscode-language(server|client)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(generated|dist|out)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};

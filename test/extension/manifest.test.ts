import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile, formatDiagnostic, parse } from '../../language/index.ts';
import { semanticTokensLegend } from '../../server/features/semantic-tokens.ts';
import { usualSettings } from '../../server/settings.ts';

const { contributes, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8'));
const commands: string[] = contributes.commands.map(({ command }: { command: string }) => command);
const properties: Record<string, { default: boolean }> = Object.assign(
  {},
  ...contributes.configuration.map((group: { properties: object }) => group.properties),
);

it('names no command that is not there', () => {
  const named = JSON.stringify([contributes.menus, contributes.viewsWelcome, contributes.walkthroughs]);
  const used = [...named.matchAll(/command:(lithe\.\w+)|"command":"(lithe\.\w+)"/g)].map(
    (found) => found[1] ?? found[2]!,
  );
  expect(used.length).toBeGreaterThan(10);
  for (const command of used) expect(commands).toContain(command);
});

it("has the server's settings, as usual as the server takes them", () => {
  const { inlayHints, codeLens } = usualSettings;
  for (const [group, flags] of Object.entries({ inlayHints, codeLens })) {
    for (const [name, value] of Object.entries(flags)) {
      expect(properties[`lithe.${group}.${name}`]?.default, `lithe.${group}.${name}`).toBe(value);
    }
  }
});

it('gives every kind of semantic token a scope for themes without semantic colours', () => {
  const [{ scopes }] = contributes.semanticTokenScopes;
  for (const type of semanticTokensLegend.tokenTypes) expect(scopes).toHaveProperty([type]);
});

it('finds problems in what `lithe check` prints', () => {
  const [matcher] = contributes.problemMatchers;
  const text = 'supernet A {\n  input a: image[3, 8, 8]\n  cnv(8)\n}\n';
  const [problem] = compile(text, { file: '/home/ada/a.lithe' }).diagnostics;
  const found = new RegExp(matcher.pattern.regexp).exec(`${formatDiagnostic(problem!)} (warning)`)!;
  const { file, line, column, message, severity } = matcher.pattern;
  expect([file, line, column, message, severity].map((group) => found[group])).toEqual([
    '/home/ada/a.lithe',
    '3',
    '3',
    problem!.message,
    'warning',
  ]);
});

it('ships what it names', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough: { steps: unknown[] }) => walkthrough.steps);
  expect(steps).toHaveLength(5);
  const texts = steps.map(({ media }: { media: { markdown: string } }) => media.markdown);
  const own = [...texts, contributes.snippets[0].path, contributes.languages[0].configuration, manifest.icon];
  for (const file of [...own, 'CHANGELOG.md', 'LICENSE']) expect(existsSync(file), file).toBe(true);
});

describe('snippets', () => {
  const snippets = JSON.parse(readFileSync('snippets/lithe.json', 'utf8')) as Record<string, { body: string[] }>;

  it.each(Object.entries(snippets))('%s is Lithe as it stands', (name, { body }) => {
    const filled = filledIn(body.join('\n'));
    const isDeclaration = /^(supernet|search|dataset|import)/.test(filled);
    const text = isDeclaration ? filled : `supernet A {\n  input x_: sequence[64, 384]\n${filled}\n}\n`;
    expect(parse(text, name).diagnostics).toEqual([]);
    if (!filled.includes('supernet')) return;
    const { diagnostics, spaces } = compile(text, { file: name });
    expect(diagnostics).toEqual([]);
    expect(spaces).toHaveLength(1);
  });
});

/** A snippet with its places at what they hold from the start. */
function filledIn(snippet: string): string {
  const values = new Map([...snippet.matchAll(/\$\{(\d+):([^}]*)\}/g)].map(([, place, value]) => [place!, value!]));
  return snippet
    .replaceAll(/\$\{(\d+):([^}]*)\}/g, '$2')
    .replaceAll(/\$(\d+)/g, (_, place: string) => values.get(place) ?? '');
}

import type fc from 'fast-check';
import { block } from './blocks.ts';
import { Choices, choices as decisions } from './choices.ts';
import { compression } from './compressed.ts';
import { elastic } from './decisions.ts';
import { linear, operator } from './operators.ts';
import { body } from './statements.ts';
import { type Flow, Scope, Writer } from './writer.ts';

/** A file with super-networks, and the files that it imports. */
export interface Program {
  readonly text: string;
  readonly imports: Readonly<Record<string, string>>;
}

/** Few enough to try all of them. */
const mostSettings = 240;

/**
 * A program over the whole language that has no errors: inputs of every
 * kind, decisions of every kind of domain, repeats, residuals, branches, choices and conditions in each other, blocks
 * with parameters, imports, labels and shared weights.
 */
function programOf(numbers: readonly number[]): Program {
  const choices = new Choices(numbers);
  const writer = new Writer(choices, mostSettings);
  const scope = new Scope();
  // The page that is imported sees nothing of what imports it.
  const imported = choices.rarely(3) ? blocks(writer, scope) : [];
  const library = [...writer.imports];
  const own = blocks(writer, scope);
  const supernets = [supernet(writer, scope)];
  const lines = [
    ...[...writer.imports, ...(imported.length > 0 ? ['./parts.lithe'] : [])].map((page) => `import "${page}"`),
    ...own,
    ...supernets,
  ];
  const parts = [...library.map((page) => `import "${page}"`), ...imported].join('\n');
  return { text: `${lines.join('\n')}\n`, imports: imported.length > 0 ? { './parts.lithe': parts } : {} };
}

/** Programs of all sizes, which shrink to shorter ones. */
export const programs: fc.Arbitrary<Program> = decisions.map((numbers) => programOf(numbers));

/** Declares up to two blocks, which may call those before them. */
function blocks(writer: Writer, scope: Scope): readonly string[] {
  return Array.from({ length: writer.choices.below(3) }, () => {
    const { text, name } = block(
      writer,
      scope.inner(),
      writer.choices.pick(['image', 'sequence', 'vector'] as const),
      body,
    );
    scope.blocks.push(name);
    return text;
  });
}

function supernet(writer: Writer, outer: Scope): string {
  const { choices } = writer;
  const scope = outer.inner();
  const inputs = Array.from({ length: 1 + Number(choices.rarely(3)) + Number(choices.rarely(6)) }, () => input(writer));
  const lines = inputs.map(({ text }) => text);
  if (choices.rarely(8)) lines.push(compression(writer, scope, 4));
  let flow: Flow | undefined;
  for (const { name, kind, sizes } of inputs) {
    if (inputs.length > 1) lines.push(`from ${name}`);
    let entering = flowOf(kind, sizes);
    if (kind === 'graph') {
      lines.push(`${linear(writer, scope, entering).text}\npropagate\nglobal_pool`);
      entering = { kind: 'vector', sizes: [undefined] };
    } else if (kind === 'tokens') {
      const label = writer.label();
      lines.push(`${label}: embedding(9, dim: 4${choices.pick(['', ', padding: 0', ', padding: 8'])})`);
      scope.labels.push({ name: label, kind: 'sequence', shares: true });
    } else scope.labels.push({ name, kind, shares: false });
    for (let count = choices.below(3); count > 0; count -= 1) {
      const part = elastic(writer, scope, entering);
      lines.push(part.text);
      entering = part.flow;
    }
    const part = body(writer, scope, entering, false, 5);
    lines.push(part.text);
    entering = part.flow;
    flow = entering;
    if (inputs.length > 1) {
      const label = writer.label();
      lines.push(`${label}: ${linear(writer, scope, entering).text}`);
      scope.labels.push({ name: label, kind: entering.kind, shares: false });
      flow = { kind: entering.kind, sizes: entering.sizes.map(() => undefined) };
    }
  }
  lines.push(tail(writer, scope, flow!));
  const text = lines.filter((line) => line !== '').join('\n');
  return `${choices.rarely(2) ? '/// A random space.\n' : ''}supernet ${writer.fresh('Space')} {\n${text}\n}`;
}

function flowOf(kind: ReturnType<typeof input>['kind'], sizes: readonly number[]): Flow {
  if (kind === 'tokens') return { kind: 'sequence', sizes: [sizes[0], 4] };
  return kind === 'graph' ? { kind: 'vector', sizes: [sizes[2]] } : { kind, sizes };
}

function input(writer: Writer) {
  const { choices } = writer;
  const kind = choices.pick(['image', 'sequence', 'tokens', 'vector', 'image', 'graph'] as const);
  const name = writer.fresh(kind === 'tokens' ? 'ids' : kind);
  const sizes = {
    image: [choices.pick([3, 1, 4]), choices.pick([6, 4, 7]), choices.pick([6, 4, 5])],
    sequence: [choices.pick([4, 5, 3, 9]), choices.pick([8, 4, 6])],
    tokens: [choices.pick([5, 3])],
    vector: [choices.pick([8, 3])],
    graph: [choices.pick([4, 3]), choices.pick([6, 9]), choices.pick([8, 5])],
  }[kind];
  return { name, kind, sizes, text: `input ${name}: ${kind}[${sizes.join(', ')}]` };
}

/** From an image on to a sequence or a vector, from a sequence on to a vector, or the end. */
function tail(writer: Writer, scope: Scope, flow: Flow): string {
  const { choices } = writer;
  if (flow.kind === 'image' && choices.below(2) === 0) {
    const [c, h, w] = flow.sizes;
    const sizes = [h === undefined || w === undefined ? undefined : h * w, c];
    const sequence = body(writer, scope, { kind: 'sequence', sizes }, false);
    return ['to_tokens', sequence.text, tail(writer, scope, sequence.flow)].filter((line) => line !== '').join('\n');
  }
  if (flow.kind !== 'vector' && choices.below(3) > 0) {
    const to = flow.kind === 'sequence' ? choices.pick(['global_pool', 'take_token(0)']) : 'global_pool';
    const vector = body(writer, scope, { kind: 'vector', sizes: [undefined] }, false, 2);
    return [to, vector.text, 'linear(5)'].filter((line) => line !== '').join('\n');
  }
  return operator(writer, scope, flow, false).text;
}

import { blockCall, localBlock } from './blocks.ts';
import { compressed, compression } from './compressed.ts';
import { elastic } from './decisions.ts';
import { activation, flag, kernel, size, widthOf } from './expressions.ts';
import { copies, joined, stacked } from './named-values.ts';
import { libraryBlock, linear, operator, restored } from './operators.ts';
import { routed } from './routed.ts';
import { braces, type Flow, type Part, type Scope, type Writer } from './writer.ts';

/** A list of statements. With `keep` all sizes but the width are at its end what they were. */
export function body(writer: Writer, scope: Scope, flow: Flow, keep: boolean, most = 3): Part {
  const lines: string[] = [];
  let current = flow;
  for (let count = writer.choices.below(most + 1); count > 0; count -= 1) {
    const part = statement(writer, scope, current, keep);
    if (part.text !== '') lines.push(part.text);
    current = part.flow;
  }
  return { text: lines.join('\n'), flow: current };
}

function statement(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  const kind = choices.below(27);
  if (kind < 5 || !writer.nests(scope)) return labelled(writer, scope, operator(writer, scope, flow, keep));
  switch (kind) {
    case 5:
      return constant(writer, scope, flow);
    case 6:
      return comment(writer, flow);
    case 7:
    case 8:
      return repeat(writer, scope, flow, keep);
    case 9:
    case 10:
      return residual(writer, scope, flow, keep);
    case 11:
      return branch(writer, scope, flow);
    case 12:
      return choose(writer, scope, flow, keep);
    case 13:
      return conditional(writer, scope, flow, keep);
    case 14:
      return blockCall(writer, scope, flow, keep) ?? operator(writer, scope, flow, keep);
    case 15:
      return localBlock(writer, scope, flow, keep, body);
    case 16:
      return labelled(writer, scope, libraryBlock(writer, scope, flow, keep));
    case 17:
      return joined(writer, scope, flow, keep, body);
    case 18:
      return copies(writer, scope, flow, keep, body);
    case 19:
      return group(writer, scope, flow, keep);
    case 21:
      return compressed(writer, scope, flow);
    case 22:
      return flow.kind === 'sequence' ? routed(writer, scope, flow) : operator(writer, scope, flow, keep);
    case 23:
      return flow.kind === 'sequence' ? stacked(writer, scope, flow) : operator(writer, scope, flow, keep);
    case 20:
      return choose(writer, scope, flow, keep);
    default:
      return elastic(writer, scope, flow);
  }
}

/** Now and then a statement gets a label, which may be named below it. */
function labelled(writer: Writer, scope: Scope, part: Part): Part {
  if (!writer.choices.rarely(4) || part.text === '' || part.text.includes('\n')) return part;
  const name = writer.label();
  scope.labels.push({ name, kind: part.flow.kind, shares: part.text.startsWith('linear') });
  return { text: `${name}: ${part.text}`, flow: part.flow };
}

function constant(writer: Writer, scope: Scope, flow: Flow): Part {
  const { choices } = writer;
  const kind = choices.below(4);
  const name = writer.fresh('fixed');
  const value =
    kind === 0
      ? activation(writer, scope)
      : kind === 1
        ? flag(writer, scope, flow)
        : kind === 2
          ? kernel(writer, scope)
          : size(writer, scope);
  [scope.activations, scope.flags, scope.kernels, scope.sizes][kind]!.push(name);
  return { text: `const ${name} = ${value}`, flow };
}

function comment({ choices }: Writer, flow: Flow): Part {
  return { text: choices.pick(['// as it is', '/// Of note.\n// {', '/* one\n   "two */']), flow };
}

function group(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const name = writer.label();
  const inside = body(writer, scope.inner(), flow, keep);
  const nested = writer.choices.rarely(4);
  if (nested) {
    const part = linear(writer, scope, flow);
    return { text: `${name}: ${writer.label()}: ${part.text}`, flow: part.flow };
  }
  scope.labels.push({ name, kind: inside.flow.kind, shares: false });
  return { text: `${name}: ${braces(writer, inside.text)}`, flow: inside.flow };
}

function repeat(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  let declared = '';
  let count = choices.pick(['2', '1', '3', '0']);
  let most = Number(count);
  const domain = choices.pick(['0..2', '1..3', '[1, 3]', '[0, 1, 3] = 1', '1..2', '0..3 step 2']);
  const values = { '0..2': 3, '1..3': 3, '[1, 3]': 2, '[0, 1, 3] = 1': 3, '1..2': 2, '0..3 step 2': 2 }[domain]!;
  if (choices.below(3) > 0 && writer.affords(values, scope)) {
    const name = writer.fresh('depth');
    declared = `elastic ${name} in ${domain}\n`;
    scope.counts.push(name);
    [count, most] = choices.rarely(4) ? [`min(${name}, 2)`, 2] : [name, 3];
  }
  const inner = scope.inner(Math.max(1, most));
  const index = choices.below(2) === 0 ? undefined : writer.fresh('i');
  if (index !== undefined) inner.counts.push(index);
  // Only a kind, and what is kept of the sizes, is the same for every copy.
  const [, ...rest] = flow.sizes;
  const kept = flow.kind === 'image' ? [undefined, ...rest] : [...flow.sizes.slice(0, -1), undefined];
  const entering: Flow = { kind: flow.kind, sizes: keep ? kept : flow.sizes.map(() => undefined) };
  const format = choices.rarely(6) ? compression(writer, inner, 4) : '';
  const inside = body(writer, inner, entering, keep);
  const head = `repeat ${count}${index === undefined ? '' : ` as ${index}`}`;
  const name = choices.rarely(2) ? writer.label() : undefined;
  if (name !== undefined) scope.labels.push({ name, kind: flow.kind, shares: false });
  const label = name === undefined ? '' : `${name}: `;
  return {
    text: `${declared}${label}${head} ${braces(writer, [format, inside.text].filter((line) => line !== '').join('\n'))}`,
    flow: entering,
  };
}

function residual(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  const width = writer.fresh('width');
  const before = `const ${width} = ${widthOf(flow)}\n`;
  const inside = body(writer, scope.inner(), flow, true);
  const when = choices.rarely(3) ? ` when ${flag(writer, scope, flow)}` : '';
  const label = choices.rarely(5) ? `${writer.label()}: ` : '';
  const end = inside.text === '' ? '' : '\n';
  if (choices.below(3) > 0) {
    const text = braces(writer, `${inside.text}${end}${restored(writer, inside.flow, width)}`);
    return { text: `${before}${label}residual${when} ${text}`, flow };
  }
  // The shortcut goes another way, to the same shape; an image may be halved on both.
  const out = choices.pick(['8', '4', ...scope.sizes]);
  const strides = flow.kind === 'image' && !keep && choices.rarely(2) ? ', stride: 2' : '';
  const last = flow.kind === 'image' ? `conv(${out}, kernel: 3${strides})` : `linear(${out})`;
  const other = flow.kind === 'image' ? `conv(${out}, kernel: 1${strides})` : `linear(${out})`;
  const shortcut = choices.rarely(3) ? `${body(writer, scope.inner(), flow, true, 1).text}\n${other}`.trim() : other;
  const text = `${label}residual${when} ${braces(writer, `${inside.text}${end}${last}`)} shortcut ${braces(writer, shortcut)}`;
  const sizes = flow.sizes.map((one, axis) =>
    strides !== '' || axis === (flow.kind === 'image' ? 0 : flow.sizes.length - 1) ? undefined : one,
  );
  return { text, flow: { kind: flow.kind, sizes } };
}

function branch(writer: Writer, scope: Scope, flow: Flow): Part {
  const { choices } = writer;
  const kind = choices.pick(['sum', 'concat', 'product', 'gate']);
  const width = writer.fresh('width');
  const before = `const ${width} = ${widthOf(flow)}\n`;
  const path = (last: string | undefined) => {
    const inside = body(writer, scope.inner(), flow, true, 2).text;
    const all = [inside, last].filter((one) => one !== '' && one !== undefined).join('\n');
    return `${writer.fresh('path')}${choices.rarely(6) ? ':' : ''} ${braces(writer, all)}`;
  };
  const label = choices.rarely(5) ? `${writer.label()}: ` : '';
  const last = restored(writer, flow, width);
  if (kind === 'gate' && flow.kind === 'image') {
    const gate = path(`global_pool\nlinear(${width})\nsigmoid`);
    return { text: `${before}${label}branch product {\nsame {}\n${gate}\n}`, flow };
  }
  const joint = kind === 'gate' ? 'product' : kind;
  const isConcat = joint === 'concat';
  const paths = [path(isConcat ? undefined : last), path(isConcat ? undefined : last)];
  if (choices.rarely(3)) paths.push(`${writer.fresh('path')} {}`);
  const axis = flow.kind === 'image' ? 0 : flow.sizes.length - 1;
  const sizes = isConcat ? flow.sizes.map((one, i) => (i === axis ? undefined : one)) : flow.sizes;
  return {
    text: `${before}${label}branch ${joint} {\n${paths.join(choices.pick(['\n', '; ']))}\n}`,
    flow: { kind: flow.kind, sizes },
  };
}

function choose(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  const many = 2 + Number(choices.rarely(4));
  if (!writer.affords(many, scope)) return operator(writer, scope, flow, keep);
  const ways = Array.from({ length: many }, () => body(writer, scope.inner(), flow, keep, 2));
  const paths = ways.map(({ text }) => `${writer.fresh('way')} ${braces(writer, text)}`);
  const label = choices.rarely(3) ? `${writer.label()}: ` : '';
  const text = `${label}choose ${writer.fresh('kind')} {\n${paths.join('\n')}\n}`;
  return { text, flow: either(ways.map((way) => way.flow)) };
}

function conditional(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part {
  const { choices } = writer;
  const ways = [body(writer, scope.inner(), flow, keep, 2)];
  let text = `if ${flag(writer, scope, flow)} ${braces(writer, ways[0]!.text)}`;
  if (choices.rarely(3)) {
    ways.push(body(writer, scope.inner(), flow, keep, 2));
    text += ` else if ${flag(writer, scope, flow)} ${braces(writer, ways[1]!.text)}`;
  }
  const last = choices.below(2) === 0 ? { text: '', flow } : body(writer, scope.inner(), flow, keep, 2);
  if (last.text !== '') text += ` else ${braces(writer, last.text)}`;
  return { text, flow: either([...ways.map((way) => way.flow), last.flow]) };
}

/** The sizes that are the same on all ways. */
function either(flows: readonly Flow[]): Flow {
  const first = flows[0]!;
  const sizes = first.sizes.map((size, axis) => (flows.every((flow) => flow.sizes[axis] === size) ? size : undefined));
  return { kind: first.kind, sizes };
}

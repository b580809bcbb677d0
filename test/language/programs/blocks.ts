import { activation, flag, kernel, size } from './expressions.ts';
import { operator } from './operators.ts';
import {
  type BlockName,
  braces,
  type Flow,
  type Parameter,
  type Part,
  Scope,
  type WriteBody,
  type Writer,
} from './writer.ts';

/** Settings that one call of a block may have. */
const mostSettings = 6;

/** A block with parameters of every kind, some of them with defaults, as a declaration and a name to call it by. */
export function block(
  writer: Writer,
  outer: Scope,
  kind: Flow['kind'],
  body: WriteBody,
): { readonly text: string; readonly name: BlockName } {
  const { choices } = writer;
  const scope = outer.inner();
  // Decisions inside are made for each call, whatever the copies around the declaration.
  const own = new Scope(scope, 1 / scope.copies);
  const keeps = choices.below(3) > 0;
  const parameters: Parameter[] = [];
  const written: string[] = [];
  for (let count = choices.below(4); count > 0; count -= 1) {
    const parameter = declareParameter(writer, own, kind, written);
    parameters.push(parameter);
  }
  const sizes = { image: 3, sequence: 2, vector: 1 }[kind];
  const entering: Flow = { kind, sizes: Array.from({ length: sizes }, () => undefined) };
  const inside = writer.apart(mostSettings, () => body(writer, own, entering, keeps));
  const uses = parameters.filter((one) => one.kind === 'block').map((one) => one.name);
  const text = [...uses, inside.result.text].filter((line) => line !== '').join('\n');
  const name = writer.fresh(choices.pick(['Layer', 'Cell', 'Unit']));
  const list = written.length === 0 ? '' : `(${written.join(', ')})`;
  return {
    text: `${choices.rarely(3) ? '/// What it does.\n' : ''}block ${name}${list} ${braces(writer, text)}`,
    name: { name, kind, parameters, keeps, settings: inside.settings },
  };
}

function declareParameter(writer: Writer, scope: Scope, kind: Flow['kind'], written: string[]): Parameter {
  const { choices } = writer;
  const what = choices.pick([
    'size',
    'flag',
    'activation',
    'block',
    'kernel',
    ...(kind === 'sequence' ? ['memory'] : []),
  ]);
  const name = writer.fresh(what === 'kernel' ? 'side' : what === 'block' ? 'inner' : what);
  const optional = what !== 'memory' && choices.below(2) === 1;
  const usual = () =>
    what === 'size'
      ? choices.pick([size(writer, scope), kind === 'image' ? 'min(x.channels, 12)' : 'min(x.width, 12)'])
      : what === 'flag'
        ? flag(writer, scope)
        : what === 'kernel'
          ? kernel(writer, scope)
          : activation(writer, scope);
  written.push(optional ? `${name} = ${usual()}` : name);
  if (what === 'size') scope.sizes.push(name, name);
  if (what === 'flag') scope.flags.push(name, name);
  if (what === 'kernel') scope.kernels.push(name, name);
  if (what === 'activation') scope.activations.push(name, name);
  if (what === 'memory') scope.labels.push({ name, kind: 'sequence', shares: false });
  return { name, kind: what === 'kernel' ? 'size' : (what as Parameter['kind']), optional };
}

/** A call of a block in sight; undefined where none fits. */
export function blockCall(writer: Writer, scope: Scope, flow: Flow, keep: boolean): Part | undefined {
  const { choices } = writer;
  const fitting = scope.blocks.filter(
    ({ kind, keeps, parameters }) =>
      kind === flow.kind &&
      (keeps || !keep) &&
      (parameters.every((one) => one.kind !== 'memory') || scope.labels.some((label) => label.kind === 'sequence')),
  );
  if (fitting.length === 0) return undefined;
  const block = choices.pick(fitting);
  if (!writer.affords(block.settings, scope)) return undefined;
  const given: string[] = [];
  let named = false;
  for (const parameter of block.parameters) {
    if (parameter.optional && choices.below(2) === 0) {
      named = true;
      continue;
    }
    named ||= choices.rarely(3);
    const value = argument(writer, scope, parameter);
    given.push(named ? `${parameter.name}: ${value}` : value);
  }
  const label = choices.rarely(2) ? writer.label() : undefined;
  if (label !== undefined) scope.labels.push({ name: label, kind: flow.kind, shares: false });
  const axis = flow.kind === 'image' ? 0 : flow.sizes.length - 1;
  const sizes = flow.sizes.map((one, i) => (i === axis || !block.keeps ? undefined : one));
  const list = given.length === 0 ? '' : `(${given.join(', ')})`;
  return { text: `${label === undefined ? '' : `${label}: `}${block.name}${list}`, flow: { kind: flow.kind, sizes } };
}

function argument(writer: Writer, scope: Scope, { name, kind }: Parameter): string {
  const { choices } = writer;
  // A side of a kernel is a size that must be odd.
  if (name.startsWith('side')) return kernel(writer, scope);
  switch (kind) {
    case 'size':
      return size(writer, scope);
    case 'flag':
      return flag(writer, scope);
    case 'activation':
      return activation(writer, scope);
    case 'block':
      return choices.pick(['identity', 'layernorm', ...scope.activations]);
    case 'memory':
      return choices.pick(scope.labels.filter((label) => label.kind === 'sequence')).name;
  }
}

/** A block declared between statements, whose body sees what they declare; then a call of it. */
export function localBlock(writer: Writer, scope: Scope, flow: Flow, keep: boolean, body: WriteBody): Part {
  const { text, name } = block(writer, scope, flow.kind, body);
  scope.blocks.push(name);
  const part = blockCall(writer, scope, flow, keep) ?? operator(writer, scope, flow, keep);
  return { text: `${text}\n${part.text}`, flow: part.flow };
}

import { activation } from './expressions.ts';
import { linear, restored } from './operators.ts';
import { braces, type Flow, type Part, type Scope, type WriteBody, type Writer } from './writer.ts';

/** Two values of one shape by their labels, joined by an operator. */
export function joined(writer: Writer, scope: Scope, flow: Flow, keep: boolean, body: WriteBody): Part {
  const { choices } = writer;
  const width = choices.pick(['8', '4', ...scope.sizes]);
  const names = [writer.label(), writer.label()];
  const between = body(writer, scope, flow, true, 1);
  const lines = [
    `${names[0]}: ${restored(writer, flow, width)}`,
    between.text,
    `${names[1]}: ${restored(writer, flow, width)}`,
  ];
  for (const name of names) scope.labels.push({ name, kind: flow.kind, shares: flow.kind !== 'image' });
  const along = !keep && flow.kind === 'sequence' && choices.rarely(2) ? ', along: length' : '';
  const kind = along === '' ? choices.pick(['sum', 'product', 'concat']) : 'concat';
  const second = choices.rarely(3) ? 'x' : names[1];
  const label = choices.rarely(4) ? `${writer.label()}: ` : '';
  const text = [...lines.filter((line) => line !== ''), `${label}${kind}(${names[0]}, ${second}${along})`].join('\n');
  const axis = flow.kind === 'image' ? 0 : flow.sizes.length - 1;
  return {
    text,
    flow: { kind: flow.kind, sizes: flow.sizes.map((one, i) => (i === axis || along !== '' ? undefined : one)) },
  };
}

/** A repeat whose copies are named by index, some of them perhaps open. */
export function copies(writer: Writer, scope: Scope, flow: Flow, keep: boolean, body: WriteBody): Part {
  const { choices } = writer;
  const width = choices.pick(['8', '4', ...scope.sizes]);
  const name = writer.label();
  const inner = scope.inner(3);
  const inside = body(writer, inner, { kind: flow.kind, sizes: flow.sizes.map(() => undefined) }, true, 1);
  const own = [inside.text, restored(writer, flow, width)];
  let index = '';
  if (choices.rarely(2)) {
    // The copies before this one have its shape.
    const i = writer.fresh('i');
    index = ` as ${i}`;
    own.push(
      choices.pick([
        `if ${i} > 1 { sum(x, ${name}[${i} - 2]) }`,
        `if ${i} > 0 { product(x, ${name}[${i} - 1]) }`,
        `if ${i} > 0 { sum(x, ${name}[0..${i} - 1]) }`,
      ]),
    );
  }
  let text = `${name}: repeat 3${index} ${braces(writer, own.filter((line) => line !== '').join('\n'))}`;
  scope.labels.push({ name, kind: flow.kind, shares: false });
  const axis = flow.kind === 'image' ? 0 : flow.sizes.length - 1;
  const after: Flow = { kind: flow.kind, sizes: flow.sizes.map((one, i) => (i === axis ? undefined : one)) };
  const kind = choices.below(4);
  if (kind === 0) return { text: `${text}\nfrom ${name}[${choices.below(3)}]`, flow: after };
  let last = choices.pick(['1', '2']);
  if (writer.affords(2, scope)) {
    last = writer.fresh('end');
    text += `\nelastic ${last} in ${choices.pick(['0..1', '1..2', '[0, 2]'])}`;
    scope.counts.push(last);
  }
  const joint = choices.pick(['sum', 'product', 'concat']);
  const along = joint === 'concat' && flow.kind === 'sequence' && !keep && choices.rarely(2) ? ', along: length' : '';
  const sizes = along === '' ? after.sizes : after.sizes.map(() => undefined);
  return { text: `${text}\n${joint}(${name}[0..${last}]${along})`, flow: { kind: flow.kind, sizes } };
}

/** Two values side by side, which are added up again, perhaps with weights. */
export function stacked(writer: Writer, scope: Scope, flow: Flow): Part {
  const { choices } = writer;
  const [stem, pile, share] = [writer.label(), writer.label(), writer.label()];
  const part = linear(writer, scope, flow);
  const act = activation(writer, scope);
  const given = choices.pick([`${stem}, x`, `${stem}, x, ${stem}`, stem]);
  const weights = choices.below(2) === 0;
  const lines = [`${stem}: ${part.text}`, act, `${pile}: stack(${given})`];
  if (weights) lines.push(`${share}: { linear(1); sigmoid }`, `from ${pile}`);
  lines.push(weights ? `reduce_sum(weights: ${share})` : 'reduce_sum');
  return { text: lines.join('\n'), flow: part.flow };
}

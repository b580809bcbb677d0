import { size } from './expressions.ts';
import { operator } from './operators.ts';
import { call, type Flow, type Part, type Scope, type Writer } from './writer.ts';

/** An elastic of any kind of domain, which what comes after it in the scope may read. */
export function elastic(writer: Writer, scope: Scope, flow: Flow): Part {
  const { choices } = writer;
  switch (choices.below(6)) {
    case 0:
    case 1:
      return numbers(writer, scope, flow);
    case 2:
      return kernels(writer, scope, flow);
    case 3:
      return activations(writer, scope, flow);
    case 4:
      return operators(writer, scope, flow);
    default:
      return blocks(writer, scope, flow);
  }
}

function numbers(writer: Writer, scope: Scope, flow: Flow): Part {
  const { choices } = writer;
  const domains: readonly (readonly [string, number, string])[] = [
    ['[4, 8]', 2, '4'],
    ['[8, 3, 12]', 3, '8'],
    ['2..4', 3, '3'],
    ['4..16 step 4', 4, '12'],
    ['[6]', 1, '6'],
    ['[24, 6]', 2, '24'],
    ['1..2', 2, '1'],
    ['[4, 2 * 3]', 2, '3 + 1'],
  ];
  const [domain, values, usual] = choices.pick(domains);
  if (!writer.affords(values, scope)) return { text: '', flow };
  const name = writer.fresh(choices.pick(['hidden', 'heads', 'expand', 'length']));
  scope.sizes.push(name, name);
  const chosen = choices.rarely(3) ? ` = ${usual}` : '';
  if (domain.includes('..') || !choices.rarely(3)) return { text: `elastic ${name} in ${domain}${chosen}`, flow };
  const list = writer.fresh('sizes');
  return { text: `const ${list} = ${domain}\nelastic ${name} in ${list}${chosen}`, flow };
}

function kernels(writer: Writer, scope: Scope, flow: Flow): Part {
  if (!writer.affords(2, scope)) return { text: '', flow };
  const name = writer.fresh('kernel');
  scope.kernels.push(name, name, name);
  return { text: `elastic ${name} in ${writer.choices.pick(['[3, 5]', '[1, 3]', '1..3 step 2'])}`, flow };
}

function activations(writer: Writer, scope: Scope, flow: Flow): Part {
  const many = 2 + Number(writer.choices.rarely(3));
  if (!writer.affords(many, scope)) return { text: '', flow };
  const name = writer.fresh('activation');
  scope.activations.push(name, name);
  const usual = writer.choices.rarely(3) ? ' = gelu' : '';
  return { text: `elastic ${name} in [${['relu', 'gelu', 'tanh'].slice(0, many).join(', ')}]${usual}`, flow };
}

/** One of several primitive operators with the same arguments, called at once. */
function operators(writer: Writer, scope: Scope, flow: Flow): Part {
  const { choices } = writer;
  if (!writer.affords(2, scope)) return { text: '', flow };
  const name = writer.fresh('op');
  if (flow.kind === 'image' && choices.below(2) === 0) {
    return { text: `elastic ${name} in [max_pool, avg_pool]\n${call(writer, name, ['3'], [['stride', '1']])}`, flow };
  }
  return {
    text: `elastic ${name} in [${choices.pick(['layernorm, rmsnorm', 'batchnorm, affine', 'identity, layernorm'])}]\n${name}`,
    flow,
  };
}

/** One of two blocks, declared on the spot, with the same parameters. */
function blocks(writer: Writer, scope: Scope, flow: Flow): Part {
  const { choices } = writer;
  const inner = scope.inner();
  const write = () => [operator(writer, inner, flow, true), operator(writer, inner, flow, true)];
  const { result: ways } = writer.apart(1, write);
  if (!writer.affords(2, scope)) return { text: '', flow };
  const names = [writer.fresh('Way'), writer.fresh('Way')];
  const given = choices.rarely(2) ? `(${size(writer, scope, flow)})` : '';
  const parameters = given === '' ? '' : '(unread)';
  const declared = names.map((name, i) => `block ${name}${parameters} { ${ways[i]!.text.replaceAll('\n', '; ')} }`);
  const name = writer.fresh('op');
  const axis = flow.kind === 'image' ? 0 : flow.sizes.length - 1;
  const after: Flow = { kind: flow.kind, sizes: flow.sizes.map((one, i) => (i === axis ? undefined : one)) };
  const text = `${declared.join('\n')}\nelastic ${name} in [${names.join(', ')}]\n${name}${given}`;
  return { text, flow: after };
}

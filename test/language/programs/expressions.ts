import type { Flow, Scope, Writer } from './writer.ts';

/** A whole number of at least 1. With a flow, sizes of `x` may stand in it; they are kept from growing without end. */
export function size(writer: Writer, scope: Scope, flow?: Flow, nested = 0): string {
  const { choices } = writer;
  const literal = () => choices.pick(['4', '8', '6', '12', '3', '1', '5', '16', '(2)', '2e1', '0.01K']);
  const name = () => (scope.sizes.length === 0 ? literal() : choices.pick(scope.sizes));
  const part = () => grouped(size(writer, scope, undefined, nested + 1));
  const kind = choices.below(nested > 1 ? 3 : 20);
  const member = flow === undefined ? undefined : choices.pick(members(flow));
  switch (kind) {
    case 3:
      return member ?? name();
    case 4:
      return member === undefined ? `${part()} * 2` : `min(${member} * 2, 24)`;
    case 5:
      return `round_to(${member ?? part()} / ${choices.pick(['2', '3', '4'])}, ${choices.pick(['4', '8', '3'])})`;
    case 6:
      return `ceil(${member ?? part()} / 3)`;
    case 7:
      return `floor(${part()} / 2) + 1`;
    case 8:
      return `${choices.pick(['min', 'max'])}(${part()}, ${part()}${choices.rarely(3) ? ', 9' : ''})`;
    case 9:
      return `mod(${part()}, 3) + 1`;
    case 10:
      return `if ${flag(writer, scope, flow, nested + 1)} then ${part()} else ${part()}`;
    case 11:
      return `${part()} + ${part()}`;
    case 12:
      return `round(${part()} * 1.5)`;
    case 13:
      return `max(1, ${part()} - ${part()})`;
    case 14:
      return `-(-${part()})`;
    case 15:
      return `4 * ${part()} / 2`;
    case 16:
      return scope.counts.length === 0 ? literal() : `${choices.pick(scope.counts)} + 1`;
    default:
      return kind === 0 ? literal() : name();
  }
}

/** A condition. */
export function flag(writer: Writer, scope: Scope, flow?: Flow, nested = 0): string {
  const { choices } = writer;
  const number = () => grouped(size(writer, scope, flow, nested + 1));
  const inner = () => grouped(flag(writer, scope, flow, nested + 1));
  switch (choices.below(nested > 1 ? 5 : 12)) {
    case 0:
      return `${number()} > 4`;
    case 1:
      return choices.pick(['true', 'false', ...scope.flags]);
    case 2:
      return `${number()} ${choices.pick(['<', '<=', '>', '>=', '==', '!='])} ${number()}`;
    case 3:
      return `mod(${scope.counts.length === 0 ? number() : choices.pick(scope.counts)}, 2) == 0`;
    case 4:
      return `${choices.pick(['relu', ...scope.activations])} ${choices.pick(['==', '!='])} ${choices.pick(['relu', 'gelu'])}`;
    case 5:
      return `not ${inner()}`;
    case 6:
      return `${inner()} and ${inner()}`;
    case 7:
      return `${inner()} or ${inner()}`;
    case 8:
      return `if ${inner()} then ${inner()} else ${inner()}`;
    default:
      return scope.flags.length === 0 ? `${number()} > 4` : choices.pick(scope.flags);
  }
}

/** A kernel's odd side: an image's size stays what it is where the padding is left to the rule. */
export function kernel({ choices }: Writer, scope: Scope): string {
  return choices.pick(['3', '1', '5', ...scope.kernels]);
}

export function activation({ choices }: Writer, scope: Scope): string {
  return choices.pick([...plain, ...scope.activations, ...scope.activations]);
}

export const plain: readonly string[] =
  'relu gelu relu6 swish hard_swish sigmoid hard_sigmoid tanh softmax identity'.split(' ');

/** A number written out, or undefined. */
export function known(text: string): number | undefined {
  return /^[0-9]+$/.test(text) ? Number(text) : undefined;
}

/** The width of what flows, as an expression. */
export function widthOf({ kind }: Flow): string {
  return kind === 'image' ? 'x.channels' : 'x.width';
}

function members({ kind }: Flow): readonly string[] {
  if (kind === 'image') return ['x.channels', 'x.height', 'x.width'];
  return kind === 'sequence' ? ['x.width', 'x.tokens'] : ['x.width'];
}

function grouped(text: string): string {
  return /^[\w.()]+$/.test(text) && !text.includes(')(') ? text : `(${text})`;
}

import { linear, operator } from './operators.ts';
import { braces, type Flow, type Part, type Scope, type Writer } from './writer.ts';

/** Operators with weights in formats, or with shares of them removed, that are decided together or for each. */
export function compressed(writer: Writer, scope: Scope, flow: Flow): Part {
  const { choices } = writer;
  const inside = [linear(writer, scope, flow)];
  if (choices.below(2) === 0) inside.push(operator(writer, scope, inside[0]!.flow, true));
  const lines = [compression(writer, scope, inside.length), ...inside.map(({ text }) => text)];
  const name = writer.label();
  const last = inside.at(-1)!.flow;
  return { text: `${name}: ${braces(writer, lines.filter((line) => line !== '').join('\n'))}`, flow: last };
}

/** A `quantize`, a `prune` or both, for so many operators with weights at most. */
export function compression(writer: Writer, scope: Scope, operators: number): string {
  const { choices } = writer;
  const lists = {
    quantize: ['[fp32, int8]', '[int4]', '[bf16, w3a8, binary] = w3a8', '[ternary, fp16]'],
    prune: ['[0%, 50%]', '[30%]', '[0%, 90%, 33.3%] = 90%', '[0.25, 0]'],
  };
  const words = choices.pick([['quantize'], ['prune'], ['quantize', 'prune']] as const);
  const lines = words.flatMap((word) => {
    const list = choices.pick(lists[word]);
    const isEach = operators < 4 && choices.rarely(3);
    const values = list.split(',').length;
    if (!writer.affords(isEach ? values ** operators : values, scope)) return [];
    return [`${word} ${isEach ? 'each ' : ''}${list}`];
  });
  return lines.join('\n');
}

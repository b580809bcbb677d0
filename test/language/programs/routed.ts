import { isOperatorName, mixesRows } from '../../../language/operators/table.ts';
import { elastic } from './decisions.ts';
import { activation } from './expressions.ts';
import { linear } from './operators.ts';
import { braces, type Flow, type Part, type Scope, type Writer } from './writer.ts';

/** Experts, whose number may be open as well as to how many of them a row is sent; their decisions are their own. */
export function routed(writer: Writer, scope: Scope, flow: Flow): Part {
  const { choices } = writer;
  const width = writer.fresh('width');
  const lines = [`const ${width} = x.width`];
  let [experts, most] = choices.pick([
    ['2', 2],
    ['3', 3],
    ['1', 1],
  ]) as [string, number];
  if (choices.below(2) === 0 && writer.affords(2, scope)) {
    [experts, most] = [writer.fresh('experts'), 3];
    lines.push(`elastic ${experts} in ${choices.pick(['[1, 3]', '2..3', '[3, 2]'])}`);
  }
  const inner = scope.inner(most);
  const part = linear(writer, inner, flow);
  const opened = choices.rarely(3) ? elastic(writer, inner, flow).text : '';
  const opening = staysInRows(opened) ? opened : '';
  const inside = [opening, part.text, activation(writer, inner), `linear(${width})`].filter((line) => line !== '');
  const label = choices.below(2) === 0 ? `${writer.label()}: ` : '';
  const top = choices.pick(['1', `min(${experts}, 2)`]);
  lines.push(`${label}route ${experts} top ${top} ${braces(writer, inside.join('\n'))}`);
  return { text: lines.join('\n'), flow };
}

/** An expert sees single rows; what a block from elsewhere does is not known here. */
function staysInRows(text: string): boolean {
  return [...text.matchAll(/\w+/g)].every(([word]) =>
    isOperatorName(word) ? !mixesRows(word) : !/^[A-Z]/.test(word) || text.includes(`block ${word}`),
  );
}

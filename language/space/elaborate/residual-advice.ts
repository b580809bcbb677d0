import type { Expression, Value } from '../../cost/expression.ts';
import { symbolicExtents } from '../../operators/type.ts';
import type { Step, SymbolicType } from '../space.ts';
import type { SpaceBuilder } from './builder.ts';

/** A body whose output is not of the shape of what is to be added to it, at one setting of the decisions. */
export interface Mismatch {
  readonly output: SymbolicType;
  readonly input: SymbolicType;
  readonly value: (expression: Expression) => Value;
  /** The body's. */
  readonly steps: readonly Step[];
  readonly hasShortcut: boolean;
}

/** The sizes that differ at the setting, as places in both lists of extents; none of different kinds. */
export function axesApart({ output, input, value }: Mismatch): readonly number[] {
  if (output.kind !== input.kind) return [];
  const inputs = symbolicExtents(input);
  return symbolicExtents(output).flatMap((size, axis) => (value(size) === value(inputs[axis]!) ? [] : [axis]));
}

/** What would bring both to one shape, and the operator that does it alone at the end of the body, where one does. */
export function adviceOn(
  builder: SpaceBuilder,
  mismatch: Mismatch,
): { readonly advice: string; readonly append?: string } {
  const { output, input, hasShortcut } = mismatch;
  if (output.kind !== input.kind) return { advice: 'bring the input to that kind in a `shortcut { … }`' };
  const isImage = input.kind === 'image';
  const [given, wanted] = [symbolicExtents(output), symbolicExtents(input)];
  const axis = isImage ? 0 : wanted.length - 1;
  const apart = axesApart(mismatch);
  const isWide = apart.includes(axis);
  const keepsRest = apart.every((one) => one === axis);
  const even = keepsRest ? undefined : evenKernel(mismatch);
  const width = builder.rangeOf(wanted[axis]!);
  const last = width.low < width.high ? undefined : isImage ? `conv(${width.low}, kernel: 1)` : `linear(${width.low})`;
  const body: string[] = [];
  if (even !== undefined) body.push(`take odd kernels (an even one, such as ${even}, shrinks the image)`);
  else if (!keepsRest) body.push(isImage ? 'take stride 1 throughout the body' : 'keep the number of rows');
  if (isWide && last !== undefined) body.push(`end the body with \`${last}\``);
  const ways = body.length === 0 ? [] : [body.join(' and ')];
  const shortcut = isImage ? 'conv(…)' : isWide ? 'linear(…)' : '…';
  if (hasShortcut) ways.push('let the `shortcut` give what the body gives');
  else if (isWide || even === undefined) ways.push(`add a \`shortcut { ${shortcut} }\` that gives what the body gives`);
  if (isWide && last === undefined) {
    const isCopied = [...given[axis]!.reads, ...wanted[axis]!.reads].some((one) => builder.nameOf(one).includes('['));
    ways.push(`take both widths from one decision${isCopied ? ', declared above the `repeat`' : ''}`);
  }
  const isEnough = isWide && given.every((size, i) => i === axis || size === wanted[i]);
  return { advice: ways.join(', or '), ...(isEnough && last !== undefined ? { append: last } : {}) };
}

/** An even kernel of the body that moves by single pixels: no padding makes up for what it takes off. */
function evenKernel({ steps, value }: Mismatch): number | undefined {
  for (const step of steps) {
    if (step.kind !== 'operator' || step.arguments.kernel === undefined) continue;
    const [kernel, stride] = [value(step.arguments.kernel), value(step.arguments.stride!)];
    if (stride === 1 && Number(kernel) % 2 === 0) return Number(kernel);
  }
  return undefined;
}

import { createPool, type Expression } from '../cost/expression.ts';
import { print } from '../cost/print.ts';
import type { SymbolicType } from '../space/space.ts';
import type { OperatorName } from './arguments.ts';
import type { ArgumentDefinition } from './operator.ts';
import { operatorNamed } from './table.ts';
import { formatSymbolicType } from './type.ts';
import { macsOf, settleArguments, shapeOf, tensorsOf } from './use.ts';

/** An operator's rules as formulas over its arguments and the sizes of its input, in the language's own syntax. */
export interface OperatorFormulas {
  /** `image[channels, height, width]`; the first kind of input that it takes. */
  readonly input: string;
  /** `image[out, floor((height - 1) / stride) + 1, …]`. */
  readonly output: string;
  /** Absent where it has none. */
  readonly macs?: string;
  readonly params?: string;
}

/** The formulas of an operator where only what must be given is given; undefined where its shape needs more. */
export function operatorFormulas(name: OperatorName): OperatorFormulas | undefined {
  const names: string[] = [];
  const pool = createPool();
  const leaf = (text: string) => pool.decision(names.push(text) - 1);
  const definition = operatorNamed(name);
  const input = inputOf(definition.inputs.kinds[0] ?? 'vector', leaf);
  const inputs = Array.from({ length: definition.inputs.least }, () => input);
  // What must be given stays open, and sizes that follow from it; all else is at its default.
  const chosen = Object.entries(definition.arguments).filter(([, one]) => one.default === undefined || isOpenSize(one));
  const given = Object.fromEntries(chosen.map(([argument]) => [argument, leaf(argument)]));
  const { settled, missing } = settleArguments(pool, name, given, inputs, false);
  if (missing.length > 0) return undefined;
  const use = { operator: name, arguments: settled, inputs };
  const shape = shapeOf(pool, use);
  if ('problem' in shape) return undefined;
  const show = (expression: Expression) => print(expression, (index) => names[index]!);
  const output = withNames(shape.output, (size, extent) =>
    show(extent).length > longest ? leaf(`out_${size}`) : extent,
  );
  const stored = tensorsOf(pool, use, output).filter(({ trained }) => trained);
  const sizes = stored.map((tensor) => pool.apply('multiply', pool.constant(1), ...tensor.shape));
  const { weights, activations } = macsOf(pool, use, output, 'matmul');
  const macs = sumOf([weights, activations].flatMap(addends), show);
  const params = sumOf(sizes, show);
  return {
    input: formatSymbolicType(input, show),
    output: formatSymbolicType(output, show),
    ...(macs === '' ? {} : { macs }),
    ...(params === '' ? {} : { params }),
  };
}

/** Sizes longer than this are given a name. */
const longest = 24;

/** A size whose default follows from other arguments, such as the width of a head; the input's own sizes are known. */
function isOpenSize({ kind, default: usual }: ArgumentDefinition): boolean {
  return kind === 'size' && !/^[\d.]+$|^tokens$/.test(usual?.text ?? '');
}

function addends(expression: Expression): readonly Expression[] {
  return expression.kind === 'apply' && expression.operation === 'add' ? expression.operands : [expression];
}

/** Equal terms once, with how many there are; nothing where all of them are 0. */
function sumOf(terms: readonly Expression[], show: (expression: Expression) => string): string {
  const times = new Map<string, number>();
  for (const term of terms.map(show)) if (term !== '0') times.set(term, (times.get(term) ?? 0) + 1);
  return [...times].map(([term, count]) => (count === 1 ? term : `${count} * ${term}`)).join(' + ');
}

function withNames(type: SymbolicType, named: (size: string, extent: Expression) => Expression): SymbolicType {
  if (type.kind === 'stack') return type;
  const sizes = Object.entries(type).flatMap(([size, extent]) =>
    typeof extent === 'string' ? [] : [[size, named(size, extent)] as const],
  );
  return { ...type, ...Object.fromEntries(sizes) };
}

function inputOf(kind: SymbolicType['kind'], leaf: (name: string) => Expression): SymbolicType {
  switch (kind) {
    case 'image':
      return { kind, channels: leaf('channels'), height: leaf('height'), width: leaf('width') };
    case 'sequence':
      return { kind, length: leaf('tokens'), width: leaf('width') };
    case 'tokens':
      return { kind, length: leaf('tokens') };
    case 'vector':
      return { kind, width: leaf('width') };
    case 'graph':
      return { kind, nodes: leaf('nodes'), edges: leaf('edges'), width: leaf('width') };
    case 'stack':
      return { kind, count: leaf('count'), of: { kind: 'sequence', length: leaf('tokens'), width: leaf('width') } };
  }
}

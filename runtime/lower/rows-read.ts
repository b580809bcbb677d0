import type { Network, OperatorName, OperatorUse, TensorType } from '../../language/index.ts';

/** Operators each row of whose output is made of the rows at the same place of their inputs, wherever that place is. */
const byRow: ReadonlySet<OperatorName> = new Set<OperatorName>([
  'linear',
  'layernorm',
  'rmsnorm',
  'scale',
  'affine',
  'relu',
  'relu6',
  'gelu',
  'swish',
  'hard_swish',
  'sigmoid',
  'hard_sigmoid',
  'tanh',
  'identity',
  'dropout',
  'take_channels',
  'sum',
  'product',
]);

/**
 * The same network without the rows that nobody reads: behind the last attention over all rows of a sequence, `take_token(0)`
 * needs one row alone, and that attention one query. Its output and gradients are those of the whole network, and a vision
 * transformer or a BERT saves five sixths of its last layer. What a network costs is still all of it by definition, and
 * a model that is taken home keeps all of it.
 */
export function withoutUnreadRows(network: Network): Network {
  const index = takenIndex(network);
  if (index === undefined) return network;
  const { whole, single } = valuesRead(network);
  const values = [...network.values];
  const operators: OperatorUse[] = [];
  /** By value: the value that is its row. */
  const rows = new Map<number, number>();
  const addRow = (of: number): number => {
    const row = values.push(oneRow(values[of]!)) - 1;
    rows.set(of, row);
    return row;
  };
  const rowOf = (value: number): number => {
    const known = rows.get(value);
    if (known !== undefined) return known;
    const output = addRow(value);
    const path = `row ${index} of value ${value}`;
    const taken = { start: index, count: 1 };
    operators.push({ operator: 'take_tokens', path, arguments: taken, inputs: [value], output, tensors: {} });
    return output;
  };

  for (const use of network.operators) {
    const [x, memory = x] = use.inputs as [number, ...number[]];
    if (use.operator === 'take_token' && !whole.has(x)) {
      operators.push({ ...use, arguments: { index: 0 }, inputs: [rowOf(x)] });
    } else if (single.has(use.output) && !whole.has(use.output)) {
      const inputs = use.operator === 'attention' ? [rowOf(x), memory] : use.inputs.map(rowOf);
      operators.push({ ...use, inputs, output: addRow(use.output) });
    } else operators.push(use);
  }
  return { ...network, values, operators };
}

/** The row that every `take_token` takes; undefined where there is none, or they take different ones. */
function takenIndex({ operators }: Network): number | undefined {
  const indices = operators.flatMap((use) => (use.operator === 'take_token' ? [use.arguments.index] : []));
  return indices.every((index) => index === indices[0]) ? indices[0] : undefined;
}

/** The values of which all rows are read, and those of which one is, from the output back. */
function valuesRead({ inputs, values, operators, output }: Network) {
  const whole = new Set([output, ...inputs.map(({ value }) => value)]);
  const single = new Set<number>();
  for (const use of operators.toReversed()) {
    const [x, memory = x] = use.inputs as [number, ...number[]];
    const isSingle = single.has(use.output) && !whole.has(use.output);
    if (use.operator === 'take_token') single.add(x);
    else if (isSingle && isByRow(use, values)) for (const input of use.inputs) single.add(input);
    else if (isSingle && canHaveOneQuery(use)) {
      single.add(x);
      whole.add(memory);
    } else {
      whole.add(use.output);
      for (const input of use.inputs) whole.add(input);
    }
  }
  return { whole, single };
}

function isByRow({ operator, inputs, output }: OperatorUse, values: readonly TensorType[]): boolean {
  return byRow.has(operator) && [...inputs, output].every((value) => values[value]!.kind === 'sequence');
}

/** Without a mask or a bias that depends on where the query stands. */
function canHaveOneQuery(use: OperatorUse): boolean {
  if (use.operator !== 'attention') return false;
  const { causal, relative_bias, relative_keys, relative_values } = use.arguments;
  return !causal && relative_bias + relative_keys + relative_values === 0;
}

function oneRow(type: TensorType): TensorType {
  return type.kind === 'sequence' ? { ...type, length: 1 } : type;
}

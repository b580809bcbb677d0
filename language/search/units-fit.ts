import { unitFitsMetric } from '../checks/unit-fits-metric.ts';
import type * as Ast from '../generated/syntax/ast.ts';
import { type UnitKind, unitOf } from '../space/elaborate/quantity.ts';
import { unitOfMetric } from './metrics.ts';
import type { SettingReader } from './settings.ts';

const counted: Readonly<Record<UnitKind, string>> = {
  count: 'a count',
  time: 'a time',
  bytes: 'in bytes',
  share: 'a share',
};
const typical: Readonly<Record<UnitKind, string>> = { count: '10M', time: '10ms', bytes: '10MB', share: '90%' };
/** The metric that a quantity in another metric's unit was most likely for. */
const meant = { time: ['latency', 'a time is'], bytes: ['size', 'bytes are'] } as const;

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

interface Terms {
  readonly metrics: readonly (Ast.Reference | Ast.Measured)[];
  readonly quantities: readonly Ast.Quantity[];
}
const none: Terms = { metrics: [], quantities: [] };

/** Whether quantities are in the units of the metrics that they are compared with; the first that is not is reported. */
export function unitsFit(reader: SettingReader, node: Ast.Expression | undefined): boolean {
  if (node?.$type === 'Logic') return unitsFit(reader, node.left) && unitsFit(reader, node.right);
  if (node?.$type === 'Negation') return unitsFit(reader, node.operand);
  return node?.$type !== 'Arithmetic' || !comparisons.has(node.operator) || comparisonFits(reader, node);
}

function comparisonFits(reader: SettingReader, node: Ast.Arithmetic): boolean {
  const { metrics, quantities } = joined([termsOf(node.left), termsOf(node.right)]);
  const metric = metrics[0];
  const kind = metric === undefined ? undefined : unitOfMetric(nameOf(metric));
  if (metric === undefined || kind === undefined) return true;
  const wrong = quantities.find((one) => unitOf(one.text).kind !== 'count' && unitOf(one.text).kind !== kind);
  if (wrong === undefined) return true;
  const given = unitOf(wrong.text);
  // Bytes are counted by the same letters: K, M, G.
  const right =
    kind === 'count' && given.kind === 'bytes' ? `${given.number}${given.unit.replace(/i?B$/, '')}` : undefined;
  const [other, means] = given.kind === 'count' || given.kind === 'share' ? [] : meant[given.kind];
  const problem = unitFitsMetric({
    metric: metric.$cstNode?.text ?? nameOf(metric),
    counted: counted[kind],
    quantity: wrong.text,
    given: counted[given.kind],
    ...(right === undefined ? {} : { right: { quantity: right, comparison: written(node, wrong, right) } }),
    typical: typical[kind],
    ...(other === undefined ? {} : { other: { comparison: written(node, metric, other), means } }),
  });
  reader.report(wrong, problem);
  return false;
}

/** The metrics and the quantities that are added up, whose units are those of the sum. */
function termsOf(node: Ast.Expression | undefined): Terms {
  switch (node?.$type) {
    case 'Quantity':
      return { metrics: [], quantities: [node] };
    case 'Measured':
      return { metrics: [node], quantities: [] };
    case 'Reference':
      if (node.called) return joined(node.arguments.map(({ value }) => termsOf(value)));
      return unitOfMetric(node.name) === undefined ? none : { metrics: [node], quantities: [] };
    case 'Minus':
      return termsOf(node.operand);
    case 'Conditional':
      return joined([termsOf(node.then), termsOf(node.else)]);
    case 'Arithmetic': {
      const [left, right] = [termsOf(node.left), termsOf(node.right)];
      if (node.operator === '+' || node.operator === '-') return joined([left, right]);
      return node.operator === '*' || node.operator === '/' ? scaled(node.operator, left, right) : none;
    }
    default:
      return none;
  }
}

/** Times a plain number or a share, a quantity keeps its unit; what becomes of two units is not followed. */
function scaled(operator: '*' | '/', left: Terms, right: Terms): Terms {
  if (isPlain(right)) return isPlain(left) ? none : left;
  return operator === '*' && isPlain(left) ? right : none;
}

function isPlain({ metrics, quantities }: Terms): boolean {
  return metrics.length === 0 && quantities.every(({ text }) => /^(count|share)$/.test(unitOf(text).kind));
}

function joined(parts: readonly Terms[]): Terms {
  return {
    metrics: parts.flatMap(({ metrics }) => metrics),
    quantities: parts.flatMap(({ quantities }) => quantities),
  };
}

function nameOf(metric: Ast.Reference | Ast.Measured): string {
  return metric.$type === 'Measured' ? 'latency' : metric.name;
}

/** A comparison as it is written, with one part of it replaced. */
function written(comparison: Ast.Arithmetic, part: Ast.Expression, text: string): string {
  const [whole, cut] = [comparison.$cstNode, part.$cstNode];
  if (whole === undefined || cut === undefined) return text;
  const [from, to] = [cut.offset - whole.offset, cut.end - whole.offset];
  return `${whole.text.slice(0, from)}${text}${whole.text.slice(to)}`.replaceAll(/\s+/g, ' ');
}

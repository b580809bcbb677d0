import { argumentFits } from '../../checks/argument-fits.ts';
import { defaultIsInDomain } from '../../checks/default-is-in-domain.ts';
import { domainHasValues } from '../../checks/domain-has-values.ts';
import { domainIsConstant } from '../../checks/domain-is-constant.ts';
import { formatIsKnown } from '../../checks/format-is-known.ts';
import { valuesDoNotRepeat } from '../../checks/values-do-not-repeat.ts';
import type { Expression } from '../../cost/expression.ts';
import type * as Ast from '../../generated/syntax/ast.ts';
import { rangeOfNode } from '../../parse/parse.ts';
import type { DecisionValue } from '../decision.ts';
import { formatNames, numberFormat } from '../number-format.ts';
import type { Compression, Context, Flow } from './context.ts';
import { printExpression } from './describe.ts';
import { declareDecision } from './elastic.ts';
import { number } from './expression.ts';

/** The surroundings behind a `quantize`: what has weights from here to the end of the list takes its format from it. */
export function elaborateQuantize(context: Context, node: Ast.Quantize): Context {
  const { problems, file } = context;
  const unknown = node.formats.findIndex((name) => numberFormat(name) === undefined);
  if (unknown >= 0) {
    problems.atProperty(node, 'formats', file, formatIsKnown(node.formats[unknown]!, formatNames), unknown);
  }
  const formats = unknown < 0 ? node.formats : [];
  if (node.formats.length === 0) problems.at(node, file, domainHasValues('precision', 'write `[fp32, int8]`'));
  const made = compression(context, node, 'precision', formats, node.default, node.default);
  return made === undefined ? context : { ...context, precision: made };
}

/** The surroundings behind a `prune`: what has weights from here to the end of the list loses a share of them. */
export function elaboratePrune(context: Context, node: Ast.Prune, flow: Flow): Context {
  const { problems, file } = context;
  const shares = node.shares.map((share) => readShare(context, share, flow));
  if (node.shares.length === 0) problems.at(node, file, domainHasValues('sparsity', 'write `[0%, 50%, 90%]`'));
  const known = shares.filter((share) => share !== undefined);
  const chosen = node.default === undefined ? undefined : readShare(context, node.default, flow);
  const whole = known.length === shares.length ? known : [];
  const made = compression(context, node, 'sparsity', whole, chosen, node.default?.$cstNode?.text);
  return made === undefined ? context : { ...context, sparsity: made };
}

function compression(
  context: Context,
  node: Ast.Quantize | Ast.Prune,
  name: string,
  values: readonly DecisionValue[],
  chosen: DecisionValue | undefined,
  written: string | undefined,
): Compression | undefined {
  const { problems, file } = context;
  if (values.length === 0) return undefined;
  const again = values.findIndex((value, i) => values.indexOf(value) < i);
  if (again >= 0) {
    const property = node.$type === 'Quantize' ? 'formats' : 'shares';
    problems.atProperty(node, property, file, valuesDoNotRepeat(name, `${values[again]}`), again);
    return undefined;
  }
  const index = chosen === undefined ? undefined : values.indexOf(chosen);
  if (index === -1)
    problems.atProperty(node, 'default', file, defaultIsInDomain(name, written ?? `${chosen}`, values.map(String)));
  context.declared.set(node, rangeOfNode(node, file));
  const made = { node, file, values, chosen: index === -1 ? undefined : index };
  if (node.each) return made;
  const shared = declareDecision(context, name, values, made.chosen, node);
  return shared === undefined ? undefined : { ...made, shared };
}

function readShare(context: Context, node: Ast.Expression, flow: Flow): number | undefined {
  const { problems, file, builder } = context;
  const expression = number(context, node, flow);
  if (expression === undefined) return undefined;
  if (expression.kind !== 'constant') {
    problems.at(node, file, domainIsConstant('sparsity', printExpression(builder, expression)));
    return undefined;
  }
  const share = Number(expression.value);
  if (share >= 0 && share < 1) return share;
  problems.at(node, file, argumentFits('a share to prune', 'at least 0% and under 100%', `${share * 100}%`));
  return undefined;
}

/** How the operator with weights in this segment is compressed: by the innermost `quantize` and `prune` around it. */
export function compressionOf(context: Context): { readonly precision?: Expression; readonly sparsity?: Expression } {
  const precision = settle(context, context.precision, 'precision');
  const sparsity = settle(context, context.sparsity, 'sparsity');
  return { ...(precision === undefined ? {} : { precision }), ...(sparsity === undefined ? {} : { sparsity }) };
}

function settle(context: Context, compression: Compression | undefined, name: string): Expression | undefined {
  if (compression === undefined) return undefined;
  const { node, file, values, chosen, shared } = compression;
  context.used.add(node);
  return shared ?? declareDecision({ ...context, file }, name, values, chosen, node);
}

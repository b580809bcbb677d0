import type { ParameterInformation, Position, SignatureHelp, SignatureInformation } from 'vscode-languageserver';
import { describeOperator, functionDescriptions, isOperatorName, recipeDescriptions } from '../../language/index.ts';
import { type Surroundings, surroundingsAt } from '../completion/surroundings.ts';
import type { OpenFile } from '../open-file.ts';

/** The parameters of the call around a position, and which one is written there. */
export function signatureAt(opened: OpenFile, position: Position): SignatureHelp | null {
  const at = surroundingsAt(opened, position);
  const frame = at.cursor.frames.findLast(({ kind }) => kind === 'arguments');
  if (frame === undefined) return null;
  const signature = signatureOf(at, frame.callee);
  if (signature === undefined) return null;
  const { written, before } = frame;
  const name = written[1]?.text === ':' ? written[0]?.text : undefined;
  const names = signature.parameters?.map(({ label }) => String(label).split(/[:=]/)[0]!.trim()) ?? [];
  const isVariadic = names.at(-1) === '…';
  const byPosition = isVariadic ? Math.min(before.length, names.length - 1) : before.length;
  const active = name === undefined ? byPosition : names.indexOf(name);
  return {
    signatures: [signature],
    activeSignature: 0,
    activeParameter: active >= 0 && active < names.length ? active : null,
  };
}

interface Parameter {
  readonly name: string;
  readonly default?: string | undefined;
  readonly documentation?: string;
}

function signatureOf(at: Surroundings, callee: string): SignatureInformation | undefined {
  const block = at.visible.find(({ name, kind }) => name === callee && kind === 'block');
  if (block !== undefined) return signature(callee, at.names.parametersOf(block), block.documentation, ' = ');
  if (isOperatorName(callee)) {
    const { arguments: definitions, documentation, inputs, shares } = describeOperator(callee);
    const own = Object.entries(definitions).map(([name, one]) => ({
      name,
      default: one.default?.text,
      documentation: one.documentation,
    }));
    const isVariadic = inputs.most > 1 && inputs.label === undefined;
    const labels = [
      ...(inputs.label === undefined ? [] : [{ name: inputs.label, default: 'label' }]),
      ...(shares === undefined ? [] : [{ name: 'share', default: 'label' }]),
    ];
    const values = isVariadic ? [{ name: 'a' }, { name: 'b' }, { name: '…' }] : [];
    return signature(callee, [...values, ...own, ...labels], documentation, ': ');
  }
  const known = functionDescriptions[callee];
  if (known !== undefined) {
    const names = /\((.*)\)/.exec(known.signature)?.[1]?.split(', ') ?? [];
    return signature(
      callee,
      names.map((name) => ({ name })),
      known.documentation,
      ': ',
    );
  }
  const recipe = Object.values(recipeDescriptions).find((recipes) => Object.hasOwn(recipes, callee))?.[callee];
  if (recipe === undefined) return undefined;
  const parameters = Object.entries(recipe.parameters).map(([name, { default: usual, documentation }]) => ({
    name,
    default: usual?.toString(),
    documentation,
  }));
  return signature(callee, parameters, recipe.documentation, ': ');
}

function signature(
  callee: string,
  given: readonly Parameter[],
  documentation: string,
  sign: string,
): SignatureInformation {
  const parameters = given.map(
    ({ name, default: usual, documentation: told }): ParameterInformation => ({
      label: usual === undefined ? name : `${name}${sign}${usual}`,
      ...(told === undefined ? {} : { documentation: told }),
    }),
  );
  return {
    label: `${callee}(${parameters.map(({ label }) => label).join(', ')})`,
    documentation: { kind: 'markdown', value: documentation },
    parameters,
  };
}

import type { Position } from 'vscode-languageserver';
import {
  type BuiltIn,
  cursorAt,
  declarationDescriptions,
  describeOperator,
  formatDescriptions,
  functionDescriptions,
  isOperatorName,
  metricDescriptions,
  recipeDescriptions,
  settingDescriptions,
  sizeDescriptions,
  statementDescriptions,
} from '../../language/index.ts';
import type { OpenFile } from '../open-file.ts';
import { printType } from '../print-type.ts';
import type { Word } from '../word.ts';
import { code } from './code.ts';
import { statementsAround } from './statements-around.ts';

/** What a name of the language's own means: a function, an argument, a size, a metric, a method, a number format. */
export function describeBuiltIn(opened: OpenFile, builtIn: BuiltIn, at: Position): string | undefined {
  const { kind, name, owner } = builtIn;
  switch (kind) {
    case 'function': {
      const known = functionDescriptions[name];
      return known && `${code(known.signature)}\n\n${known.documentation}`;
    }
    case 'argument':
      return describeArgument(owner ?? '', name);
    case 'tensor':
      return describeTensor(opened, at);
    case 'member':
      return sizeDescriptions[name]?.documentation;
    case 'metric':
      return metricDescriptions[name];
    case 'recipe':
      return describeRecipe(owner ?? '', name);
    case 'word':
      return formatDescriptions[name];
    case 'operator':
      return undefined;
  }
}

function describeArgument(owner: string, name: string): string | undefined {
  if (isOperatorName(owner)) {
    const { arguments: definitions, inputs, shares } = describeOperator(owner);
    if (name === 'share' && shares !== undefined) {
      return `${code('share: label')}\n\nTakes the ${shares} of the statement with this label, which is stored and priced once.`;
    }
    if (name === inputs.label) return `${code(`${name}: label`)}\n\nAnother tensor, by the label of its statement.`;
    const definition = definitions[name];
    if (definition === undefined) return undefined;
    const usual = definition.default === undefined ? 'Must be given.' : `Default \`${definition.default.text}\`.`;
    return [code(`${owner}(${name}: …)`), definition.documentation, usual].join('\n\n');
  }
  const recipe = Object.values(recipeDescriptions).find((recipes) => recipes[owner] !== undefined)?.[owner];
  const parameter = recipe?.parameters[name];
  if (parameter === undefined) return undefined;
  const usual = parameter.default === undefined ? 'Must be given.' : `Default \`${parameter.default}\`.`;
  return [code(`${owner}(${name}: …)`), parameter.documentation, usual].join('\n\n');
}

function describeRecipe(setting: string, name: string): string | undefined {
  const recipe = recipeDescriptions[setting]?.[name];
  if (recipe === undefined) return undefined;
  const parameters = Object.entries(recipe.parameters);
  const given = parameters.map(([one, { default: usual }]) => (usual === undefined ? one : `${one}: ${usual}`));
  const list = parameters.map(([one, { documentation }]) => `- \`${one}\`: ${documentation}`).join('\n');
  return [code(given.length === 0 ? name : `${name}(${given.join(', ')})`), recipe.documentation, list]
    .join('\n\n')
    .trim();
}

/** The tensor that enters the statement around a position: what the operators there read. */
function describeTensor({ compilation }: OpenFile, at: Position): string {
  const meaning = 'The tensor that enters the statement in which it is written.';
  const types = statementsAround(compilation, at)
    .slice(0, 1)
    .flatMap(({ space, steps }) => {
      const entering = steps[0]?.inputs[0];
      return entering === undefined ? [] : [printType(space, space.values[entering]!)];
    });
  return [...types.map(code), meaning].join('\n\n');
}

/** What a keyword or the name of a setting means where it stands. */
export function describeWord({ document }: OpenFile, { text, range }: Word): string | undefined {
  const { place } = cursorAt(document.getText(), document.offsetAt(range.end));
  if (place?.kind === 'setting') return settingDescriptions[place.block][text]?.documentation;
  if (place?.kind === 'declaration') return declarationDescriptions[text]?.documentation;
  return place?.kind === 'statement' ? statementDescriptions[text]?.documentation : undefined;
}

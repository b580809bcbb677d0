import { AbstractParserErrorMessageProvider, type LexerResult } from 'langium';
import { suggestion } from '../checks/nearest.ts';

type Token = LexerResult['tokens'][number];
type TokenType = Token['tokenType'];

const declaration =
  'a declaration: `supernet`, `block`, `dataset`, `search`, `configuration`, `target`, `map` or `import`';

/** What a rule of the grammar is to an author, and how one is written; rules left out read well enough as they are. */
const written: Readonly<Record<string, string>> = {
  File: declaration,
  Declaration: declaration,
  Body: '`{`',
  Bare: 'a statement',
  Repeat: '`{`',
  Residual: '`{`',
  Path: '`{`',
  If: '`{`',
  Elastic: '`in`',
  Input: 'a name',
  Statement: 'a statement',
  Unlabelled: 'a statement',
  Labelled: 'a statement after the label',
  Domain: 'a domain such as `[6, 8, 12]`, `2..4` or `64..512 step 64`',
  ListDomain: 'a value',
  Expression: 'an expression',
  Condition: 'an expression',
  Suffixed: 'an expression',
  Logic: 'an expression',
  Negation: 'an expression',
  Arithmetic: 'an expression',
  Signed: 'an expression',
  Primary: 'an expression',
  Enclosed: 'an expression',
  Listed: 'a list of values',
  Reference: 'a name',
  Name: 'a name',
  Selector: 'a member or an index',
  DatasetSetting:
    'a setting of a dataset: `images`, `text`, `label`, `target`, `classes`, `tokenizer`, `validation`, `test`, ' +
    '`normalize`, `resize` or `augment`',
  SearchSetting:
    'a setting of a search: `space`, `data`, `maximize`, `minimize`, `require`, `finetune`, `explore`, `control` or `seed`',
  FinetuneSetting:
    'a setting of fine-tuning: `epochs`, `batch`, `accumulate`, `optimizer`, `clip`, `schedule`, `label_smoothing`, ' +
    '`dropout`, `stochastic_depth`, `ema`, `patience`, `sample`, `shrink`, `reorder` or `distill`',
  Validation: 'a share such as `10%`, or a file',
  Choice: 'a decision and its value, such as `depth: 3`',
  ChoicePath: 'the path of a decision',
  ChoiceSegment: 'the path of a decision',
  Column: 'a column: its name, or its place from 1',
  ClassName: 'the name or the number of a class',
};

/** Syntax errors in an author's words: what would be right here, and what stands there instead. */
export class SyntaxMessages extends AbstractParserErrorMessageProvider {
  override buildMismatchTokenMessage(options: { expected: TokenType; actual: Token; ruleName: string }): string {
    const { expected, actual, ruleName } = options;
    const inside = expected.name === '}' ? bodies[ruleOf(ruleName)] : undefined;
    if (inside !== undefined) {
      const advice = expected.name === '}' && ruleOf(ruleName) === 'Body' ? (inBody[actual.image] ?? '') : '';
      return `expected ${inside} or \`}\`, found ${describe(actual)}${advice}`;
    }
    if (expected.name === 'EOF') return `expected ${written.File}, found ${describe(actual)}${declared(actual.image)}`;
    const comma = isListed(ruleOf(ruleName), expected, actual) ? '; is a comma missing before it?' : '';
    return `expected ${describeType(expected)}, found ${describe(actual)}${comma}`;
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: { firstRedundant: Token }): string {
    return `expected ${written.File}, found ${describe(firstRedundant)}${declared(firstRedundant.image)}`;
  }

  override buildNoViableAltMessage(options: { actual: Token[]; ruleName: string }): string {
    return `expected ${ruleWritten(options.ruleName)}, found ${describe(options.actual[0])}`;
  }

  override buildEarlyExitMessage(options: { actual: Token[]; ruleName: string }): string {
    return `expected ${ruleWritten(options.ruleName)}, found ${describe(options.actual[0])}`;
  }
}

/** What was meant by a sign that no statement begins with. */
const inBody: Readonly<Record<string, string | undefined>> = {
  '=': '; a value is named by a label, `name: statement`, and a number by `const name = …`',
  ',': '; statements are separated by `;` or a new line',
  '->': '; statements are separated by `;` or a new line',
  '|': '; statements are separated by `;` or a new line',
  '+': '; values are added by `sum(a, b)`, and the input by `residual { … }`',
};

/** Whether a word or a number stands where a list could only go on behind a comma. */
function isListed(rule: string, expected: TokenType, actual: Token): boolean {
  if (!/^["\w]/.test(actual.image) || actual.image === 'if') return false;
  return (expected.name === ')' && /^(Call|Recipe|Reference|Block)$/.test(rule)) || expected.name === ']';
}

/** What a word is called here that begins a declaration elsewhere, or nearly does here. */
function declared(word: string): string {
  if (/^(const|elastic)$/.test(word)) return `; a \`${word}\` stands inside a supernet or a block`;
  if (/^(network|model|net|space)$/.test(word)) return '; a network is declared by `supernet Name { … }`';
  if (/^(def|class|module|function|fn|func)$/.test(word))
    return '; a block is declared by `block Name(parameter) { … }`';
  return suggestion(word, ['supernet', 'block', 'dataset', 'search', 'configuration', 'import', 'target', 'map']);
}

/** What may stand between the braces of a rule, where a closing brace was expected. */
const bodies: Readonly<Record<string, string | undefined>> = {
  Body: 'a statement',
  Dataset: written.DatasetSetting,
  Search: written.SearchSetting,
  FinetuneBlock: written.FinetuneSetting,
  Configuration: written.Choice,
  Choice: written.Choice,
  Branch: 'a path such as `name { … }`',
  Choose: 'a path such as `name { … }`',
};

/** Langium ends the names of its rules with a zero-width space. */
function ruleOf(rule: string): string {
  return rule.replace(/\u200B$/, '');
}

function ruleWritten(rule: string): string {
  const name = ruleOf(rule);
  return written[name] ?? `the rest of ${name.toLowerCase()}`;
}

function describeType(type: TokenType): string {
  if (type.name === 'ID') return 'a name';
  if (type.name === 'NUMBER') return 'a number';
  if (type.name === 'STRING') return 'a text in double quotes';
  if (type.name === 'EOF') return written.File!;
  if (type.name === 'END') return 'the end of the statement';
  return `\`${type.name}\``;
}

function describe(token: Token | undefined): string {
  if (token === undefined || token.tokenType.name === 'EOF') return 'the end of the file';
  if (token.tokenType.name === 'END') return 'the end of the line';
  return token.image === '' ? 'a label' : `\`${token.image}\``;
}

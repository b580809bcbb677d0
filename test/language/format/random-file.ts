import { type Grammar, GrammarAST } from 'langium';
import { createLitheServices } from '../../../language/parse/services.ts';
import { randomFrom } from '../random.ts';

const { Grammar: grammar } = createLitheServices() as { Grammar: Grammar };
const rules = new Map(grammar.rules.map((rule) => [rule.name, rule]));

/** Depth of rules and of expressions, and number of tokens, from which on only what must be there is written. */
const deepest = 30;
const deepestExpression = 2;
const longest = 300;

/**
 * A random text of the grammar, written by walking its rules, with random spaces, empty lines and comments between its
 * tokens. It need not mean anything, and now and then it does not parse: where a line happens to end between two
 * tokens that must not be parted. The comments are numbered in their order.
 */
export function randomFile(seed: number): string {
  const random = randomFrom(seed);
  const tokens: string[] = [];
  const below = (n: number) => Math.floor(random() * n);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;

  const isEnough = (depth: number) => depth > deepest || expressions > deepestExpression || tokens.length > longest;
  let expressions = 0;
  const written = new Map<GrammarAST.AbstractElement, number>();

  /** Mostly what this file has least of, so that rare statements are not rare. */
  function pickRare(elements: readonly GrammarAST.AbstractElement[]): GrammarAST.AbstractElement {
    const timesOf = (element: GrammarAST.AbstractElement) => written.get(element) ?? 0;
    const fewest = Math.min(...elements.map(timesOf));
    const picked = pick(random() < 0.7 ? elements.filter((element) => timesOf(element) === fewest) : elements);
    const isSeparator =
      GrammarAST.isKeyword(picked) || (GrammarAST.isRuleCall(picked) && picked.rule.ref!.name === 'END');
    written.set(picked, timesOf(picked) + (isSeparator ? 3 : 1));
    return picked;
  }

  function write(element: GrammarAST.AbstractElement, depth: number): void {
    const { cardinality } = element;
    const isRepeated = cardinality === '*' || cardinality === '+';
    const isOptional = cardinality === '?' || cardinality === '*';
    // Statements, settings and the like: what bodies are made of.
    const isList = isRepeated && GrammarAST.isAlternatives(element);
    let times = isOptional && (isEnough(depth) || (depth > 0 && random() < (isList ? 0.1 : 0.5))) ? 0 : 1;
    if (isRepeated && !isEnough(depth)) times += below(isList ? 10 : 4);
    for (let i = 0; i < times; i += 1) writeOnce(element, depth);
  }

  function writeOnce(element: GrammarAST.AbstractElement, depth: number): void {
    if (GrammarAST.isGroup(element)) for (const part of element.elements) write(part, depth);
    else if (GrammarAST.isAlternatives(element)) {
      const open = isEnough(depth) ? element.elements.filter((part) => !nests(part)) : element.elements;
      write(pickRare(open.length > 0 ? open : element.elements), depth);
    } else if (GrammarAST.isKeyword(element)) tokens.push(element.value);
    else if (GrammarAST.isAssignment(element)) write(element.terminal, depth);
    else if (GrammarAST.isRuleCall(element)) writeRule(element.rule.ref!.name, depth + 1);
  }

  function writeRule(name: string, depth: number): void {
    const rule = rules.get(name);
    if (name === 'NUMBER') tokens.push(pick(['0', '1', '64', '2.5', '3e-5', '80M', '50%', '4MiB']));
    else if (name === 'STRING') tokens.push(pick(['"data/x"', '""', '"a // b"', '"{ \\" }"']));
    else if (name === 'ID') tokens.push(pick(['relu', 'conv', 'w', 'kernel_size', 'Stage', 'hidden']));
    else if (name === 'END') tokens.push(';');
    else if (name === 'LABEL') return;
    else if (GrammarAST.isInfixRule(rule)) {
      writeRule(rule.call.rule.ref!.name, depth);
      const operators = rule.operators.precedences.flatMap((one) => one.operators);
      while (!isEnough(depth) && random() < 0.3) {
        tokens.push(pick(operators.filter(GrammarAST.isKeyword)).value);
        writeRule(rule.call.rule.ref!.name, depth);
      }
    } else if (GrammarAST.isParserRule(rule)) {
      expressions += Number(name === 'Expression');
      // Mostly plain names: the language's words among them are the rarer case.
      if (name === 'Name' && random() < 0.8) writeRule('ID', depth);
      else write(rule.definition, depth);
      expressions -= Number(name === 'Expression');
    }
  }

  writeRule('File', 0);
  return spread(tokens, random);
}

/** Whether an alternative leads deeper into the grammar. */
function nests(element: GrammarAST.AbstractElement): boolean {
  if (GrammarAST.isGroup(element) || GrammarAST.isAlternatives(element)) return element.elements.some(nests);
  if (GrammarAST.isAssignment(element)) return nests(element.terminal);
  return (
    GrammarAST.isRuleCall(element) &&
    ['Conditional', 'Expression', 'Negation', 'Signed', 'Body', 'Statement'].includes(element.rule.ref!.name)
  );
}

/** Puts random spaces and numbered comments before, between and behind the tokens. */
function spread(tokens: readonly string[], random: () => number): string {
  let count = 0;
  const oddness = random() * 0.2;
  function between(): string {
    const chance = random();
    if (chance >= oddness) return random() < 0.1 ? '   ' : ' ';
    count += 1;
    const before = [' ', '    ', '\n', '\n\n\n  ', '\t'][Math.floor(random() * 5)]!;
    const behind = [' ', '', '\n', '\n\n \n'][Math.floor(random() * 4)]!;
    const kinds = [
      '',
      '\n',
      `// ${count} {\n`,
      `// ${count} a\n${before}// ${count} b\n`,
      `/// ${count} "\n`,
      `/* ${count} */`,
      `/* ${count}\n *   b\n     */`,
      `/* ${count}\n\n    b ;\n*/`,
    ];
    return before + kinds[Math.floor(random() * kinds.length)] + behind;
  }
  const separated = tokens.map((token) => {
    const isLineEnd = token === ';' || token === '{' || token === '}';
    return token + between() + (isLineEnd && random() < 0.5 ? '\n' : '');
  });
  return between() + separated.join('');
}

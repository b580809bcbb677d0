/** What a name holds where its pattern is open. */
export interface Captured {
  /** Numbers by the variable that stands for them: `i` -> 3. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Of each choice in the pattern, how many texts it is of and which one the name has. */
  readonly choices: readonly { readonly of: number; readonly taken: number }[];
}

/** Names of stored tensors: `{i}` stands for a whole number, `{weight|bias}` for one of several texts, `{|bert.}` for one or none. */
export interface NamePattern {
  readonly text: string;
  readonly variables: readonly string[];
  /** How many texts each choice is of. */
  readonly choices: readonly number[];
  /** What a name holds, or undefined where it does not match. */
  match(name: string): Captured | undefined;
  /** All names with numbers under `below`; none where they would be too many. */
  names(below: number): readonly { readonly name: string; readonly captured: Captured }[];
}

type Part =
  | { readonly literal: string }
  | { readonly variable: string }
  | { readonly texts: readonly string[]; readonly place: number };

/** A pattern, or what is wrong with it. */
export function readPattern(text: string): NamePattern | { readonly problem: string } {
  const parts: Part[] = [];
  let rest = text;
  let place = 0;
  while (rest !== '') {
    const literal = /^[^{}]+/.exec(rest)?.[0];
    const braces = /^\{([^{}]*)\}/.exec(rest);
    if (literal !== undefined) parts.push({ literal });
    else if (braces === null) return { problem: `has a \`${rest[0]}\` without its other half` };
    else if (braces[1]!.includes('|')) parts.push({ texts: braces[1]!.split('|'), place: place++ });
    else if (/^[A-Za-z_]\w*$/.test(braces[1]!)) parts.push({ variable: braces[1]! });
    else return { problem: `has \`${braces[0]}\`, which is neither a variable \`{i}\` nor a choice \`{a|b}\`` };
    rest = rest.slice(literal?.length ?? braces![0].length);
  }
  return patternOf(text, parts);
}

/** Names that are written out at most. */
const MOST_NAMES = 20_000;

function patternOf(text: string, parts: readonly Part[]): NamePattern {
  const variables = [...new Set(parts.flatMap((part) => ('variable' in part ? [part.variable] : [])))];
  const choices = parts.flatMap((part) => ('texts' in part ? [part.texts] : []));
  const matcher = matcherOf(parts, variables);
  return {
    text,
    variables,
    choices: choices.map(({ length }) => length),
    match(name) {
      const groups = matcher.exec(name)?.groups;
      if (groups === undefined) return matcher.test(name) ? { numbers: new Map(), choices: [] } : undefined;
      return {
        numbers: new Map(variables.map((variable, index) => [variable, Number(groups[`v${index}`])])),
        choices: choices.map((texts, index) => ({ of: texts.length, taken: texts.indexOf(groups[`c${index}`]!) })),
      };
    },
    names(below) {
      const ways = choices.reduce((product, { length }) => product * length, below ** variables.length);
      return ways > MOST_NAMES ? [] : written(parts, below);
    },
  };
}

function matcherOf(parts: readonly Part[], variables: readonly string[]): RegExp {
  const known = new Set<string>();
  const expression = parts.map((part) => {
    if ('literal' in part) return escaped(part.literal);
    if ('texts' in part) return `(?<c${part.place}>${part.texts.map(escaped).join('|')})`;
    const group = `v${variables.indexOf(part.variable)}`;
    if (known.has(group)) return `\\k<${group}>`;
    known.add(group);
    return `(?<${group}>\\d{1,9})`;
  });
  return new RegExp(`^${expression.join('')}$`);
}

function written(parts: readonly Part[], below: number): ReturnType<NamePattern['names']> {
  type Way = ReturnType<NamePattern['names']>[number];
  const numbers = Array.from({ length: below }, (_, number) => number);
  return parts.reduce<readonly Way[]>(
    (ways, part) =>
      ways.flatMap(({ name, captured }): readonly Way[] => {
        if ('literal' in part) return [{ name: name + part.literal, captured }];
        if ('texts' in part) {
          const of = part.texts.length;
          return part.texts.map((one, taken) => ({
            name: name + one,
            captured: { ...captured, choices: [...captured.choices, { of, taken }] },
          }));
        }
        const known = captured.numbers.get(part.variable);
        return (known === undefined ? numbers : [known]).map((number) => ({
          name: `${name}${number}`,
          captured: { ...captured, numbers: new Map(captured.numbers).set(part.variable, number) },
        }));
      }),
    [{ name: '', captured: { numbers: new Map(), choices: [] } }],
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

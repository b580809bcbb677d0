/** Numbers in a tensor's name by the variable that stands for them: `i` -> 3. */
export type Numbers = ReadonlyMap<string, number>;

/** Names of stored tensors: `{i}` stands for a whole number, `{weight|gamma}` for one of several texts, `{|bert.}` for one or none. */
export interface NamePattern {
  readonly text: string;
  readonly variables: readonly string[];
  /** The numbers in a name, or undefined where it does not match. */
  match(name: string): Numbers | undefined;
  /** The names with these numbers, one for each choice of texts. */
  write(numbers: Numbers): readonly string[];
}

type Part =
  | { readonly literal: string }
  | { readonly variable: string }
  | { readonly choices: readonly string[] };

/** A pattern, or what is wrong with it. */
export function readPattern(text: string): NamePattern | { readonly problem: string } {
  const parts: Part[] = [];
  let rest = text;
  while (rest !== '') {
    const literal = /^[^{}]+/.exec(rest)?.[0];
    const braces = /^\{([^{}]*)\}/.exec(rest);
    if (literal !== undefined) parts.push({ literal });
    else if (braces === null) return { problem: `has a \`${rest[0]}\` without its other half` };
    else if (braces[1]!.includes('|')) parts.push({ choices: braces[1]!.split('|') });
    else if (/^[A-Za-z_]\w*$/.test(braces[1]!)) parts.push({ variable: braces[1]! });
    else return { problem: `has \`${braces[0]}\`, which is neither a variable \`{i}\` nor a choice \`{a|b}\`` };
    rest = rest.slice(literal?.length ?? braces![0].length);
  }
  return patternOf(text, parts);
}

function patternOf(text: string, parts: readonly Part[]): NamePattern {
  const variables = [...new Set(parts.flatMap((part) => ('variable' in part ? [part.variable] : [])))];
  const known = new Set<string>();
  const expression = parts.map((part) => {
    if ('literal' in part) return escaped(part.literal);
    if ('choices' in part) return `(?:${part.choices.map(escaped).join('|')})`;
    const group = `v${variables.indexOf(part.variable)}`;
    if (known.has(group)) return `\\k<${group}>`;
    known.add(group);
    return `(?<${group}>\\d{1,9})`;
  });
  const matcher = new RegExp(`^${expression.join('')}$`);
  return {
    text,
    variables,
    match(name) {
      const found = matcher.exec(name);
      if (found === null) return undefined;
      return new Map(variables.map((variable, index) => [variable, Number(found.groups![`v${index}`])]));
    },
    write: (numbers) =>
      parts.reduce<readonly string[]>((names, part) => {
        const ways = 'literal' in part ? [part.literal] : 'choices' in part ? part.choices : [`${numbers.get(part.variable)}`];
        return names.flatMap((name) => ways.map((way) => name + way));
      }, ['']),
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

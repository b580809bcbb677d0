import { type Compilation, compile, formatType, type Genome, networkAt, type Space } from '../../../language/index.ts';

/** A text without errors. */
export function compiled(text: string, resolve?: Parameters<typeof compile>[1]['resolve']): Compilation {
  const compilation = compile(text, { file: 'test.lithe', ...(resolve === undefined ? {} : { resolve }) });
  const problems = compilation.diagnostics.filter(({ severity }) => severity === 'error');
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return compilation;
}

/** The first super-network of a text without problems; statements alone stand inside one with a vector of 8. */
export function spaceOf(text: string): Space {
  const whole = text.includes('supernet') ? text : `supernet S { input v: vector[8]\n${text} }`;
  return compiled(whole).spaces[0]!;
}

export function paths(space: Space): readonly string[] {
  return space.decisions.map(({ path }) => path);
}

/** `linear vector[8]`: the operators of a sub-network with the types that they give. */
export function operatorsAt(space: Space, genome: Genome): readonly string[] {
  const network = networkAt(space, genome);
  return network.operators.map(({ path, output }) => `${path} ${formatType(network.values[output]!)}`);
}

interface CopyMeant {
  /** The path with a copy that is there. */
  readonly right: string;
  /** As the end of a message. */
  readonly advice: string;
}

/**
 * What was meant by a path that is a known one but for its copies: `layer[3].kernel` where there are three,
 * `layer.kernel` or `layer[0..2].kernel` where one has to be named; undefined of any other path.
 */
export function copyMeant(path: string, known: readonly string[]): CopyMeant | undefined {
  const named = withoutCopies(path);
  let alike = known.filter((one) => withoutCopies(one) === named).map((one) => ({ one, segments: segmentsOf(one) }));
  for (const [i, segment] of segmentsOf(path).entries()) {
    const there = alike.filter(({ segments }) => segments[i] === segment);
    if (there.length > 0) {
      alike = there;
      continue;
    }
    const copies = alike.map(({ segments }) => Number(/\[(\d+)\]$/.exec(segments[i] ?? '')?.[1] ?? Number.NaN));
    if (copies.length === 0 || copies.some(Number.isNaN)) return undefined;
    if (!/\[\d+\]$/.test(segment)) return { right: alike[0]!.one, advice: `; name one copy: \`${alike[0]!.one}\`` };
    const [first, last] = [Math.min(...copies), Math.max(...copies)];
    const label = withoutCopies(segment);
    const range =
      first === last
        ? `copy of \`${label}\` that has it is ${first}`
        : `copies of \`${label}\` are ${first} to ${last}`;
    return { right: alike.at(-1)!.one, advice: `; the ${range}` };
  }
  return undefined;
}

function withoutCopies(path: string): string {
  return path.replaceAll(/\[[^\]]*\]/g, '');
}

/** `layer[0]` and `kernel` of `layer[0].kernel`; a range of copies has points in it. */
function segmentsOf(path: string): readonly string[] {
  return path.match(/[^.[\]]+(\[[^\]]*\])*/g) ?? [];
}

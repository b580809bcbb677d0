/**
 * The name that an author most likely meant: the one with the fewest single-letter edits (Levenshtein 1966, a swap of
 * neighbours counting one), undefined where none is near: up to half its letters may differ where both begin alike, two
 * fifths where they do not, and one of four.
 */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const written = wrong.toLowerCase();
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const most = Math.min(fewest - 1, mostEdits(written, name));
    // So many letters at least have to come or go.
    if (Math.abs(wrong.length - name.length) > most) continue;
    const edits = distance(written, name.toLowerCase());
    if (edits > most) continue;
    best = name;
    fewest = edits;
  }
  return best;
}

function mostEdits(written: string, name: string): number {
  const longer = Math.max(written.length, name.length);
  if (longer <= 4) return Math.min(1, longer / 2);
  return longer * (written[0] === name[0]?.toLowerCase() ? 1 / 2 : 2 / 5);
}

/** The value at the smallest distance, or the name that was most likely meant. */
export function closest(value: string, values: readonly string[]): string | undefined {
  const number = (one: string) => (one.endsWith('%') ? Number(one.slice(0, -1)) / 100 : Number(one));
  const wanted = number(value);
  if (Number.isNaN(wanted) || values.some((one) => Number.isNaN(number(one)))) return nearest(value, values);
  const distance = (one: string) => Math.abs(number(one) - wanted);
  return values.reduce((best, one) => (distance(one) < distance(best) ? one : best));
}

/** The end of a message: `; did you mean relu?`, or nothing where no name is near. */
export function suggestion(wrong: string, names: Iterable<string>): string {
  return suggestionOf(nearest(wrong, names));
}

export function suggestionOf(name: string | undefined): string {
  return name === undefined ? '' : `; did you mean \`${name}\`?`;
}

function distance(a: string, b: string): number {
  // Rows of the optimal string alignment table: two back, one back, this one.
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let edits = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, before[j - 2]! + 1);
      row.push(edits);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

import type { Compression } from './context.ts';
import type { Callable, Domain, Meaning, OperatorOption } from './scope.ts';

/** The values that a name stands for. */
export function valuesOf(meaning: Meaning): readonly number[] {
  if (meaning.kind === 'tensor') return [meaning.value, ...(meaning.copies ?? [])];
  return meaning.kind === 'tensors' ? meaning.ways.flatMap(({ values }) => values) : [];
}

/** The same meaning where values have other numbers. */
export function shiftMeaning(meaning: Meaning, value: (value: number) => number): Meaning {
  if (meaning.kind === 'tensor') {
    const copies = meaning.copies?.map(value);
    return { ...meaning, value: value(meaning.value), ...(copies === undefined ? {} : { copies }) };
  }
  if (meaning.kind !== 'tensors') return meaning;
  return { ...meaning, ways: meaning.ways.map((way) => ({ ...way, values: way.values.map(value) })) };
}

/** Whether two meanings over one pool are the same; `isSame` tells it of the numbers of values. */
export function sameMeaning(a: Meaning, b: Meaning, isSame: (a: number, b: number) => boolean): boolean {
  const [of, other] = [valuesOf(a), valuesOf(b)];
  if (of.length !== other.length || !of.every((value, i) => isSame(value, other[i]!))) return false;
  switch (a.kind) {
    case 'value':
      return b.kind === 'value' && a.expression === b.expression;
    case 'operators':
      return b.kind === 'operators' && a.decision === b.decision && areAll(a.options, b.options, sameOption);
    case 'tensor':
      return b.kind === 'tensor' && a.path === b.path && a.copies?.length === b.copies?.length;
    case 'tensors':
      return (
        b.kind === 'tensors' &&
        areAll(a.ways, b.ways, (x, y) => x.when === y.when && x.values.length === y.values.length)
      );
    case 'list':
      return b.kind === 'list' && sameDomain(a.domain, b.domain);
    case 'unknown':
      return b.kind === 'unknown';
  }
}

/** Whether what comes next is compressed alike. */
export function sameCompression(a: Compression | undefined, b: Compression | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const { node, file, values, chosen, shared } = a;
  const isSame = node === b.node && file === b.file && chosen === b.chosen && shared === b.shared;
  return isSame && areAll(values, b.values, (x, y) => x === y);
}

function sameDomain(a: Domain, b: Domain): boolean {
  if (a.kind === 'numbers') return b.kind === 'numbers' && areAll(a.values, b.values, (x, y) => x === y);
  // Lists of labels are few.
  return a.kind === 'operators' && b.kind === 'operators' && areAll(a.options, b.options, sameOption);
}

function sameOption(a: OperatorOption, b: OperatorOption): boolean {
  return a.name === b.name && sameTarget(a.target, b.target);
}

function sameTarget(a: Callable, b: Callable): boolean {
  if (a.kind === 'block') return b.kind === 'block' && a.block.node === b.block.node && a.block.file === b.block.file;
  return b.kind === 'primitive' && a.operator === b.operator;
}

function areAll<Item>(a: readonly Item[], b: readonly Item[], isSame: (a: Item, b: Item) => boolean): boolean {
  return a.length === b.length && a.every((item, i) => isSame(item, b[i]!));
}

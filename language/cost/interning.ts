import type { Application, Expression, Operation } from './expression.ts';

/** Applications by operation and operands, each once. */
export interface Interning {
  find(operation: Operation, operands: readonly Expression[]): Application | undefined;
  /** Keeps one that was not found. */
  add(application: Application): void;
}

/** A table of open addressing over the operands' numbers: no key has to be written out to look something up. */
export function createInterning(): Interning {
  let slots: (Application | undefined)[] = new Array(1024).fill(undefined);
  let count = 0;
  const place = (operation: Operation, operands: readonly Expression[]): number => {
    const mask = slots.length - 1;
    let at = hash(operation, operands) & mask;
    for (let held = slots[at]; held !== undefined && !matches(held, operation, operands); held = slots[at]) {
      at = (at + 1) & mask;
    }
    return at;
  };
  const put = (application: Application) => {
    slots[place(application.operation, application.operands)] = application;
  };
  return {
    find: (operation, operands) => slots[place(operation, operands)],
    add(application) {
      count += 1;
      if (2 * count > slots.length) {
        const before = slots;
        slots = new Array(2 * before.length).fill(undefined);
        for (const held of before) if (held !== undefined) put(held);
      }
      put(application);
    },
  };
}

function matches(held: Application, operation: Operation, operands: readonly Expression[]): boolean {
  if (held.operation !== operation || held.operands.length !== operands.length) return false;
  for (let i = 0; i < operands.length; i += 1) if (held.operands[i] !== operands[i]) return false;
  return true;
}

function hash(operation: Operation, operands: readonly Expression[]): number {
  let mixed = operation.length * 31 + operation.charCodeAt(0) + operation.charCodeAt(operation.length - 1) * 7;
  for (let i = 0; i < operands.length; i += 1) mixed = Math.imul(mixed ^ operands[i]!.id, 0x9e3779b1) ^ (mixed >>> 15);
  return mixed ^ (mixed >>> 16);
}

/** Results by key, each worked out the first time it is asked for. They live as long as what they belong to. */
export interface Memo {
  /** What `make` gave the first time the key was used. A key always goes with one type. */
  remember<T>(key: string, make: () => T): T;
}

export function createMemo(): Memo {
  const known = new Map<string, unknown>();
  return {
    remember<T>(key: string, make: () => T): T {
      const before = known.get(key);
      if (before !== undefined || known.has(key)) return before as T;
      const made = make();
      known.set(key, made);
      return made;
    },
  };
}

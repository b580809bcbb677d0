/** Results by key, each worked out the first time it is asked for. They live as long as what they belong to. */
export interface Memo {
  /** What `make` gave the first time the key was used. A key always goes with one type. */
  remember<T>(key: string, make: () => T): T;
}

export function createMemo(): Memo {
  const known = new Map<string, unknown>();
  return {
    remember<T>(key: string, make: () => T): T {
      if (!known.has(key)) known.set(key, make());
      return known.get(key) as T;
    },
  };
}

/** How long a line that does not parse keeps its last hint. */
const patience = 500;

/** When each document was last changed. */
export interface Typing {
  changed(uri: string): void;
  closed(uri: string): void;
  /** Settles half a second after the document's last change. */
  pause(uri: string): Promise<void>;
}

export function createTyping(now: () => number = Date.now): Typing {
  const latest = new Map<string, number>();
  return {
    changed: (uri) => void latest.set(uri, now()),
    closed: (uri) => void latest.delete(uri),
    pause(uri) {
      const left = patience - (now() - (latest.get(uri) ?? 0));
      return left <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, left));
    },
  };
}

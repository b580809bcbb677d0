import type { InferenceSession } from 'onnxruntime-node';

/**
 * Compiled graphs by key (a canonical genome, for one). Each holds memory of its own, and random sub-networks rarely
 * come again, so only few are kept: the ones used last, besides those that are pinned.
 */
export class SessionCache {
  readonly #capacity: number;
  readonly #pinned = new Map<string, Promise<InferenceSession>>();
  /** From the one used longest ago to the one used last. */
  readonly #recent = new Map<string, Promise<InferenceSession>>();

  /** `capacity`: sessions kept besides the pinned ones, at least 1. */
  constructor(capacity: number) {
    this.#capacity = Math.max(1, capacity);
  }

  /** The session of `key`, compiled where it is not held. It may be released once `capacity` others were asked for. */
  async session(key: string, compile: () => Promise<InferenceSession>, pinned = false): Promise<InferenceSession> {
    const known = this.#pinned.get(key) ?? this.#recent.get(key);
    const session = known ?? compile();
    const kept = pinned || this.#pinned.has(key) ? this.#pinned : this.#recent;
    this.#recent.delete(key);
    kept.set(key, session);
    try {
      await session;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
    await this.#releaseOldest();
    return session;
  }

  /** Releases every session, the pinned ones too. */
  async release(): Promise<void> {
    const sessions = [...this.#pinned.values(), ...this.#recent.values()];
    this.#pinned.clear();
    this.#recent.clear();
    for (const session of await Promise.all(sessions)) await session.release();
  }

  async #releaseOldest(): Promise<void> {
    for (const [key, session] of this.#recent) {
      if (this.#recent.size <= this.#capacity) return;
      this.#recent.delete(key);
      await (await session).release();
    }
  }
}

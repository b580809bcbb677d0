/** Exit codes that scripts and the editor rely on. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTyping } from '../../server/typing.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('waits until half a second after the last change', async () => {
  const typing = createTyping();
  typing.changed('a');
  await vi.advanceTimersByTimeAsync(200);
  let isOver = false;
  void typing.pause('a').then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(299);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(isOver).toBe(true);
  await typing.pause('never changed');
});

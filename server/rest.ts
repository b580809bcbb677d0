import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How long nothing is typed until there is time for other things. */
const restAfter = 25;

/** Collects the young garbage that a keystroke leaves while the author is not typing, so that the next one never waits for it. */
export function collectAtRest(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: { readonly type: 'minor' }) => void;
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(collect, restAfter, { type: 'minor' }).unref();
  };
}

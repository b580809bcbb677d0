import { describe, expect, it } from 'vitest';
import { emptyHistory, record } from '../../../extension/webview/run/history.ts';
import { viewOf } from '../../../extension/webview/run/view.ts';
import { filterOf } from '../../../extension/webview/table/filter.ts';
import { generatedRun } from '../generated-run.ts';

const { run, events } = generatedRun();
const history = emptyHistory();
for (const event of events) record(history, event, run.epochs);
const view = viewOf(run, history);

const left = (text: string) => view.networks.filter(filterOf(text, view).fits);

describe('the filter of the table', () => {
  it('compares metrics in the unit that is shown', () => {
    const macs = view.metrics.find(({ key }) => key === 'macs')!;
    const values = view.networks.map((network) => macs.of(network)!).toSorted((a, b) => a - b);
    const middle = values[Math.floor(values.length / 2)]!.toFixed(macs.decimals);
    const found = left(`macs < ${middle}`);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(view.networks.length);
    for (const network of found) expect(macs.of(network)).toBeLessThan(Number(middle));
    expect(left(`macs < ${middle} macs >= ${middle}`)).toEqual([]);
  });

  it('compares decisions at every copy in use', () => {
    const [{ path, values }] = run.decisions as [(typeof run.decisions)[number]];
    const name = path.split('.').at(-1)!;
    const found = left(`${name} = ${values[0]}`);
    for (const { config } of found) expect(config[path] ?? values[0]).toBe(values[0]);
    expect(left(`${path}=${values[0]}`).length + left(`${path} > ${values[0]}`).length).toBe(view.networks.length);
  });

  it('leaves everything in where it is empty or makes no sense, and says why', () => {
    expect(left('')).toHaveLength(view.networks.length);
    expect(left('nonsense')).toHaveLength(view.networks.length);
    expect(filterOf('nonsense', view).problem).toBe('no decision takes the value nonsense');
    expect(filterOf('speed < 3', view).problem).toBe('no metric or decision is called speed');
    expect(filterOf('macs <', view).problem).toBe('macs < needs a number');
  });
});

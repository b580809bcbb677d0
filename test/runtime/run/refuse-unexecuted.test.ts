import { describe, expect, it } from 'vitest';
import { compile } from '../../../language/index.ts';
import { settleSearch } from '../../../runtime/run/asked.ts';

function asked(statement: string, settings: string) {
  const text = `supernet S { input image: image[1, 28, 28]
  conv(4, kernel: 3); global_pool
  ${statement}
  classifier: linear(10) }
dataset D { images "i" labels "l"; validation 10% }
search Q { space S; ${settings} }`;
  return () => settleSearch(compile(text, { file: 'net.lithe' }), undefined, {});
}

const measured = 'data D; maximize accuracy; minimize size';

describe('a search of compressed networks', () => {
  it('is refused where it would measure them', () => {
    expect(asked('quantize [fp32, int8]', measured)).toThrow(
      /^net\.lithe:3:3: Q cannot be run: `quantize` is priced but not carried out yet, and `classifier` takes one/,
    );
    expect(asked('quantize [int8]', measured)).toThrow(/^net\.lithe:4:15: Q cannot be run: `quantize` is priced/);
    expect(asked('prune each [0%, 50%]', measured)).toThrow(/`prune` is priced but not carried out yet/);
  });

  it('is refused where latency is asked for', () => {
    const says = (column: number) =>
      new RegExp(`^net\\.lithe:6:${column}: Q cannot be run: no search measures \`latency\` yet`);
    expect(asked('', 'minimize latency')).toThrow(says(21));
    expect(asked('', 'minimize macs; require latency < 5ms')).toThrow(says(36));
  });

  it('goes on where nothing is compressed, or nothing is measured', () => {
    expect(asked('quantize [fp32]; prune [0%]', measured)).not.toThrow();
    expect(asked('quantize [fp32, int8]; prune [0%, 50%]', 'minimize size; minimize bitops')).not.toThrow();
  });
});

describe('requirements that exclude each other', () => {
  it('are refused, and others are not', () => {
    expect(asked('prune [0%, 50%]', 'minimize size; require params <= 70; require params >= 80')).toThrow(
      /Q cannot be run: no sub-network meets `params <= 70` and `params >= 80`/,
    );
    expect(asked('prune [0%, 50%]', 'minimize size; require params <= 80')).not.toThrow();
  });
});

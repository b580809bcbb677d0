/** A sub-network of Once-for-All's ResNet-50 as its code names it. */
export interface Architecture {
  /** Of the stem (2 keeps its second convolution, 0 leaves it out), then of each stage beyond its least. */
  readonly d: readonly number[];
  /** Of each of the 18 bottlenecks, those that are left out among them. */
  readonly e: readonly number[];
  /** Of the stem's first convolutions, of its last one, and of each stage: which of the width multipliers. */
  readonly w: readonly number[];
}

const multipliers = [0.65, 0.8, 1];

/** `make_divisible` of the authors' code: the nearest multiple of 8, and one more where that loses over a tenth. */
function divisible(value: number): number {
  const rounded = Math.max(8, Math.floor((value + 4) / 8) * 8);
  return rounded < 0.9 * value ? rounded + 8 : rounded;
}

/**
 * What a sub-network costs on an image of 224 pixels, layer by layer as OFAResNets.set_active_subnet and
 * DynamicResNetBottleneckBlock.forward build it (mit-han-lab/once-for-all, imagenet_classification/elastic_nn).
 */
export function priceOfaResNet50({ d, e, w }: Architecture): { readonly macs: number; readonly params: number } {
  let macs = 0;
  let params = 0;
  let [channels, size] = [3, 224];
  const convolve = (out: number, kernel: number, stride: number) => {
    size = Math.ceil(size / stride);
    macs += channels * out * kernel ** 2 * size ** 2;
    params += channels * out * kernel ** 2 + 2 * out;
    channels = out;
  };
  const stem = divisible(64 * multipliers[w[0]!]!);
  convolve(divisible(Math.floor(stem / 2)), 3, 2);
  if (d[0] === 2) convolve(channels, 3, 1);
  convolve(divisible(64 * multipliers[w[1]!]!), 3, 1);
  size /= 2;
  let block = 0;
  [256, 512, 1024, 2048].forEach((full, stage) => {
    const blocks = [2, 2, 4, 2][stage]! + 2;
    const out = divisible(full * multipliers[w[stage + 2]!]!);
    for (let i = 0; i < blocks - 2 + d[stage + 1]!; i += 1) {
      const middle = divisible(Math.round(out * e[block + i]!));
      const [entering, before] = [channels, size];
      convolve(middle, 1, 1);
      convolve(middle, 3, i === 0 && stage > 0 ? 2 : 1);
      convolve(out, 1, 1);
      if (i > 0) continue;
      [channels, size] = [entering, stage > 0 ? before / 2 : before];
      convolve(out, 1, 1);
    }
    block += blocks;
  });
  return { macs: macs + channels * 1000, params: params + channels * 1000 + 1000 };
}

import type { Configuration, Convention } from '../../language/index.ts';

/** A published figure: an exact count, or one in millions or billions with two decimals as its source prints it. */
export type Figure = number | `${number}M` | `${number}G`;

export interface Published {
  readonly params?: Figure;
  readonly macs?: Figure;
  readonly convention?: Convention;
  /** The parameters leave out the tables of embeddings. */
  readonly withoutEmbeddings?: true;
  /** Which sub-network it is; absent where the model has no decisions. */
  readonly at?: 'largest' | 'smallest' | Configuration;
  readonly source: string;
}

const timm = 'pytorch-image-models, results/benchmark-*.csv: param_count and infer_gmacs, counted by fvcore';

const autoformer =
  'AutoFormer (Chen et al. 2021), the sub-network of experiments/subnet and its parameters in the README';

/** A sub-network of an AutoFormer space as its authors write it: the width, and each layer's heads and ratio. */
function searched(width: number, heads: readonly number[], ratios: readonly number[]): Configuration {
  const layers = heads.flatMap((count, i) => [
    [`layer[${i}].heads`, count],
    [`layer[${i}].ratio`, ratios[i]!],
  ]);
  return { width, depth: heads.length, ...Object.fromEntries(layers) };
}

const hat =
  'HAT (Wang et al. 2020), configs/wmt14.en-de/supertransformer/space0.yml; closed form of the matrix products, ' +
  'which HAT counts with norms and scalings: 3,016,980,480 and 982,932,480';

/** What others say of the models in examples/published, by file name. */
export const published: Readonly<Record<string, readonly Published[]>> = {
  autoformer_base: [
    {
      params: '53.69M',
      at: searched(
        576,
        [9, 9, 9, 9, 9, 10, 9, 9, 10, 9, 10, 9, 9, 10],
        [3.5, 3.5, 4, 3.5, 4, 3.5, 3.5, 3, 4, 4, 3, 4, 3, 3.5],
      ),
      source: autoformer,
    },
  ],
  autoformer_small: [
    {
      params: '22.89M',
      at: searched(384, [6, 6, 5, 7, 5, 5, 5, 6, 6, 7, 7, 6, 7], [3, 3.5, 3, 3.5, 4, 4, 4, 4, 4, 4, 4, 3.5, 4]),
      source: autoformer,
    },
  ],
  autoformer_tiny: [
    {
      params: '5.87M',
      at: searched(192, [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 3, 3], [3.5, 3.5, 3, 3.5, 3, 3, 4, 4, 3.5, 4, 3.5, 4, 3.5]),
      source: autoformer,
    },
  ],
  beit_base_patch16_224: [
    { params: '86.53M', macs: '17.58G', convention: 'fvcore', source: timm },
    {
      // ViT-B/16 without its positions and the keys' biases, with layer scale and (27^2 + 3) * 12 biases in each layer
      params: 86_567_656 - 197 * 768 + 12 * (-768 + 2 * 768 + 732 * 12),
      macs: 17_563_828_224,
      source: 'closed form',
    },
  ],
  bert_base: [
    {
      params: 109_483_778,
      // 12 layers of projections, products of attention and perceptron; the pooler and the classifier read one token
      macs: 12 * (128 * 12 * 768 ** 2 + 2 * 128 ** 2 * 768) + 768 * 768 + 768 * 2,
      source: 'transformers bert-base-uncased with two labels; closed form: 11,174,217,216',
    },
  ],
  convnext_tiny: [{ params: '28.59M', macs: '4.47G', convention: 'fvcore', source: timm }],
  deit_small_patch16_224: [{ params: '22.05M', macs: '4.61G', convention: 'fvcore', source: timm }],
  densenet121: [{ params: '7.98M', macs: '2.87G', convention: 'fvcore', source: timm }],
  efficientnet_b0: [{ params: '5.29M', macs: '0.40G', convention: 'fvcore', source: timm }],
  googlenet: [
    { params: 6_624_904, source: 'torchvision googlenet without auxiliary heads' },
    { macs: 1_498_376_192, source: 'closed form: convolutions and the classifier; 1.498 G in torchvision' },
  ],
  gpt2: [
    {
      params: 124_439_808,
      // 12 layers of projections, products of attention and perceptron, and the output layer
      macs: 12 * (1024 * 12 * 768 ** 2 + 2 * 1024 ** 2 * 768) + 1024 * 768 * 50_257,
      source: 'transformers gpt2; closed form: 145,824,153,600',
    },
  ],
  mixer_b16_224: [{ params: '59.88M', macs: '12.62G', convention: 'fvcore', source: timm }],
  mobilenetv1_100: [{ params: '4.23M', macs: '0.58G', convention: 'fvcore', source: timm }],
  mobilenetv2_100: [{ params: '3.50M', macs: '0.31G', convention: 'fvcore', source: timm }],
  mobilenetv3_large_100: [{ params: '5.48M', macs: '0.23G', convention: 'fvcore', source: timm }],
  'ofa_mobilenetv3_w1.0': [
    { params: 7_664_760, macs: 566_170_656, at: 'largest', source: 'Once-for-All (Cai et al. 2020), ofa.model_zoo' },
    { params: 3_410_792, macs: 121_278_672, at: 'smallest', source: 'Once-for-All (Cai et al. 2020), ofa.model_zoo' },
  ],
  'ofa_mobilenetv3_w1.2': [
    { params: 10_701_632, macs: 843_101_040, at: 'largest', source: 'Once-for-All (Cai et al. 2020), ofa.model_zoo' },
  ],
  regnet_y_400mf: [
    { params: 4_344_144, source: 'torchvision regnet_y_400mf' },
    { params: '4.34M', macs: '0.41G', convention: 'fvcore', source: timm },
  ],
  resmlp_12_224: [{ params: '15.35M', macs: '3.01G', convention: 'fvcore', source: timm }],
  resnet18: [{ params: '11.69M', macs: '1.82G', convention: 'fvcore', source: timm }],
  resnet50: [
    { params: 25_557_032, macs: 4_111_512_576, convention: 'fvcore', source: 'torchvision resnet50 under fvcore' },
    { params: 25_557_032, macs: 4_089_184_256, source: 'closed form: convolutions and the classifier' },
  ],
  resnext50_32x4d: [
    { params: 25_028_904, source: 'torchvision resnext50_32x4d' },
    { params: '25.03M', macs: '4.26G', convention: 'fvcore', source: timm },
  ],
  shufflenet_v2_x1_0: [
    { params: 2_278_604, source: 'torchvision shufflenet_v2_x1_0' },
    { macs: 144_907_992, source: 'closed form: convolutions and the classifier; 0.145 G in torchvision' },
  ],
  squeezenet1_1: [
    { params: 1_235_496, source: 'torchvision squeezenet1_1' },
    { macs: 349_151_936, source: 'closed form: convolutions; 0.349 G in torchvision' },
  ],
  transformer_lt_wmt_en_de: [
    { params: 70_900_992, withoutEmbeddings: true, macs: 3_016_089_600, at: 'largest', source: hat },
    { params: 15_771_136, withoutEmbeddings: true, macs: 982_548_480, at: 'smallest', source: hat },
  ],
  unet: [{ params: 31_031_685, source: 'model.py of zhixuhao/unet, as Keras sums it up' }],
  vgg16: [{ params: '138.36M', macs: '15.47G', convention: 'fvcore', source: timm }],
  vit_base_patch16_224: [
    { params: 86_567_656, macs: '17.58G', convention: 'fvcore', source: timm },
    {
      params: 86_567_656,
      // patches, 12 layers of projections, products of attention and perceptron, classifier
      macs: 196 * 768 * 768 + 12 * (197 * 12 * 768 ** 2 + 2 * 197 ** 2 * 768) + 768 * 1000,
      source: 'closed form: 17,563,828,224',
    },
  ],
  vit_tiny_patch16_224: [{ params: '5.72M', macs: '1.26G', convention: 'fvcore', source: timm }],
};

/** A count as its source prints it: exactly, or in its unit with two decimals. */
export function printedAs(figure: Figure, count: number): Figure {
  if (typeof figure === 'number') return count;
  const unit = figure.endsWith('M') ? 'M' : 'G';
  return `${(count / (unit === 'M' ? 1e6 : 1e9)).toFixed(2)}${unit}` as Figure;
}

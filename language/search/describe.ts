import { strategies } from './read-explore.ts';
import { networks, optimizers, orders, schedules, teachers } from './read-finetune.ts';
import { augmentations, resizes } from './read-images.ts';
import type { Parameter, Recipes } from './recipe.ts';

/** What completion, hover and the reference say of a setting. */
export interface SettingDescription {
  readonly documentation: string;
  /** As an author writes it, with places to fill in: `${1:10}` as in an editor's snippets. */
  readonly snippet: string;
}

export type SettingBlock = 'dataset' | 'search' | 'finetune' | 'target';

/** The settings of every block, in the order in which they are usually written. */
export const settingDescriptions: Readonly<Record<SettingBlock, Readonly<Record<string, SettingDescription>>>> = {
  dataset: {
    images: {
      documentation:
        'The training images: a folder with a subfolder for each class, an IDX file (the format of MNIST) with its labels, ' +
        'two arrays of an npz file, or binary files of CIFAR, relative to this file.',
      snippet: 'images "${1:train}"',
    },
    text: {
      documentation:
        'A table of texts (tsv, csv, jsonl or parquet) and the column that holds them; two columns for pairs. ' +
        'Columns are named, or given by their place from 1 where the first line has no names.',
      snippet: 'text "${1:train.tsv}" column ${2:sentence}',
    },
    label: { documentation: 'The column that holds the classes of texts.', snippet: 'label column ${1:label}' },
    target: {
      documentation: 'The column that holds the numbers to be told of texts: a regression.',
      snippet: 'target column ${1:score}',
    },
    classes: {
      documentation:
        "The classes, as the data has them, in the order of the network's outputs. Left out, they are those of the " +
        'training data: whole numbers stand for themselves, names are sorted.',
      snippet: 'classes [${1:negative}, ${2:positive}]',
    },
    tokenizer: {
      documentation:
        'The `tokenizer.json` that turns texts into ids, and the length that they are cut or filled to, special tokens ' +
        "included; left out, the network's.",
      snippet: 'tokenizer "${1:tokenizer.json}" length ${2:64}',
    },
    validation: {
      documentation:
        'What sub-networks are measured on while searching: a share of the training data, of each class alike, or files ' +
        'of its own.',
      snippet: 'validation ${1:10%}',
    },
    test: {
      documentation: 'Held out: never trained on, never selected on, measured once at the end.',
      snippet: 'test "${1:test}"',
    },
    normalize: {
      documentation:
        'Subtracts a mean and divides by a deviation, of levels from 0 to 1: one number each, one for every channel, or ' +
        '`measured` on the training images.',
      snippet: 'normalize ${1:measured}',
    },
    resize: {
      documentation: "How pictures of another size become the network's; left out, all must have it.",
      snippet: 'resize ${1:crop}',
    },
    augment: {
      documentation: 'How training images are varied at random, one way after the other.',
      snippet: 'augment ${1:flip}',
    },
  },
  search: {
    space: { documentation: 'The super-network that is searched.', snippet: 'space ${1}' },
    data: {
      documentation: 'The dataset that sub-networks are measured on, and that `finetune` trains on.',
      snippet: 'data ${1}',
    },
    maximize: { documentation: 'An objective: more of this is better.', snippet: 'maximize ${1:accuracy}' },
    minimize: { documentation: 'An objective: less of this is better.', snippet: 'minimize ${1:macs}' },
    require: {
      documentation:
        'A condition over metrics and decisions that every sub-network of the front fulfils: `params <= 80M`, ' +
        '`layer[0].heads >= 2`.',
      snippet: 'require ${1:params} <= ${2:80M}',
    },
    finetune: {
      documentation: 'Trains the super-network before it is explored, so that sub-networks inherit its weights.',
      snippet: 'finetune {\n\tepochs ${1:10}\n\tbatch ${2:32}\n\toptimizer adamw(rate: ${3:1e-3})\n}',
    },
    explore: {
      documentation: 'The strategy that chooses which sub-networks are evaluated, and its budget.',
      snippet: 'explore ${1:linas}(evaluations: ${2:250})',
    },
    control: {
      documentation: 'Draws as many sub-networks at random, to hold the front against.',
      snippet: 'control random',
    },
    seed: { documentation: 'Where random numbers start: equal seeds give equal runs.', snippet: 'seed ${1:1}' },
  },
  target: {
    device: { documentation: 'What latency is measured on.', snippet: 'device ${1:cpu}' },
    threads: { documentation: 'Threads that the processor computes in.', snippet: 'threads ${1:1}' },
    batch: { documentation: 'Samples in each measurement; 1 where nothing is said.', snippet: 'batch ${1:1}' },
  },
  finetune: {
    epochs: { documentation: 'How often all of the training data is seen.', snippet: 'epochs ${1:10}' },
    batch: { documentation: 'Samples in each step of training; 32 where nothing is said.', snippet: 'batch ${1:32}' },
    accumulate: {
      documentation:
        'Batches whose mean gradient each step takes: as a batch so many times as large, but for batch norms, in the memory of one.',
      snippet: 'accumulate ${1:4}',
    },
    optimizer: { documentation: 'How gradients change the weights.', snippet: 'optimizer ${1:adamw}(rate: ${2:1e-3})' },
    clip: {
      documentation:
        'The most that the Euclidean norm of all gradients together may be; larger ones are scaled down to it. ' +
        'Left out, they are taken as they are.',
      snippet: 'clip ${1:1}',
    },
    schedule: {
      documentation: 'How the learning rate changes over the steps; a cosine without warm-up where nothing is said.',
      snippet: 'schedule ${1:cosine}(warmup: ${2:10%})',
    },
    label_smoothing: {
      documentation:
        "Share of every label's probability that is spread evenly over all classes (Szegedy et al. 2016); the reported " +
        'losses are to the smoothed labels.',
      snippet: 'label_smoothing ${1:0.1}',
    },
    dropout: {
      documentation:
        'Probability that an element is left out in training: of what each residual branch adds to a sequence (Vaswani et ' +
        'al. 2017), and of what the last `linear` reads. For other places there is the operator `dropout`.',
      snippet: 'dropout ${1:0.1}',
    },
    stochastic_depth: {
      documentation:
        'Probability that a training sample passes by the last residual branch of a network; it rises in a line from the ' +
        'first branch on (Huang et al. 2016). Branches beside a `shortcut` are always taken.',
      snippet: 'stochastic_depth ${1:0.1}',
    },
    ema: {
      documentation:
        'Decay of an exponential moving average of the weights over the steps, which is what is then measured and kept. ' +
        'In step t it is at most t / (9 + t), so that the average soon forgets the start.',
      snippet: 'ema ${1:0.999}',
    },
    patience: {
      documentation:
        'Stops training after so many epochs in which the largest network was not better on the validation data than ' +
        "before, by the search's first measured objective; whenever training ends, the best epoch's weights are kept.",
      snippet: 'patience ${1:3}',
    },
    sample: {
      documentation:
        'The sub-networks that are trained on each batch. InstaTune takes `largest, random(1)`, which is also the default; ' +
        'the sandwich rule takes `largest, smallest, random(2)`.',
      snippet: 'sample ${1:largest, random(1)}',
    },
    shrink: {
      documentation:
        'Progressive shrinking (Cai et al. 2020): all decisions of a name stay at their largest until a share of the steps is ' +
        'over, the first name the earliest; before any is open, the largest network alone is trained. Without `from` ' +
        'they open in equal parts: `shrink kernel, depth, width` after a quarter, a half and three quarters.',
      snippet: 'shrink ${1:kernel} from ${2:20%}',
    },
    reorder: {
      documentation:
        'Sorts channels, hidden units and heads before sub-networks first take a part of them, so that these keep the most ' +
        'important ones; the largest network stays the same. Left out, they stay where they are.',
      snippet: 'reorder importance',
    },
    distill: {
      documentation:
        'Soft targets beside the labels: of the largest network for the sampled ones, or of another model of its ' +
        'architecture for all of them, `distill from teacher(weight: 0.7) weights "teacher.safetensors"`.',
      snippet: 'distill from largest(weight: ${1:0.5}, temperature: ${2:1})',
    },
  },
};

/** What may be called by a setting, with its parameters. */
export interface RecipeDescription {
  readonly documentation: string;
  readonly parameters: Readonly<Record<string, ParameterDescription>>;
}

export interface ParameterDescription {
  readonly documentation: string;
  /** Absent: it must be given. */
  readonly default?: number;
}

const parameterDocumentation: Readonly<Record<string, string>> = {
  rate: 'Learning rate.',
  decay: 'Weight decay.',
  beta1: 'Decay of the running mean of gradients.',
  beta2: 'Decay of the running mean of squared gradients.',
  epsilon: 'Added to the denominator.',
  momentum: 'Share of the last change that is kept.',
  warmup: 'Share of the steps in which the rate rises from 0.',
  count: 'How many.',
  weight: 'Weight of the soft targets; the labels have the rest.',
  labels: "Weight of the labels in the largest network's own loss; in InstaTune's loss it is 1 - weight.",
  until: 'Share of the steps after which the largest network alone teaches.',
  temperature: 'Divides the logits of both before they are compared.',
  evaluations: 'Sub-networks that are evaluated on the final weights.',
  per_epoch: 'Sub-networks that are evaluated after each epoch but the last.',
  population: 'Sub-networks in each generation.',
  initial: 'Sub-networks that are evaluated before the first prediction.',
  batch: 'Sub-networks that are chosen at a time.',
  pixels: 'The most pixels that an image is moved by.',
  share:
    "Of images, how many are flipped; of a side, how much is kept; of soft targets, how much is the teacher's, where the " +
    'largest network has the rest.',
  area: 'The least share of the area.',
};

/** The methods of every setting that takes some, by the setting's name. */
export const recipeDescriptions: Readonly<Record<string, Readonly<Record<string, RecipeDescription>>>> = {
  optimizer: described(optimizers, {
    adamw: 'Adam with decoupled weight decay (Loshchilov and Hutter 2019).',
    sgd: 'Stochastic gradient descent with momentum.',
  }),
  schedule: described(schedules, {
    constant: 'The same rate throughout, after the warm-up.',
    linear: 'Falls in a line to 0.',
    cosine: 'Falls along half a cosine to 0 (Loshchilov and Hutter 2017).',
  }),
  sample: described(networks, {
    largest: 'Every decision at its largest value.',
    smallest: 'Every decision at its smallest value.',
    random: 'Sub-networks drawn anew for every step.',
  }),
  reorder: described(orders, {
    importance: 'By the L1 norm of the weights that read a channel, the largest first (Cai et al. 2020).',
  }),
  distill: described(teachers, {
    largest:
      "The largest network teaches the sampled ones; it learns from the labels alone (InstaTune's low-cost teacher).",
    teacher:
      "A model that is fine-tuned already, of the largest network's architecture, teaches all (InstaTune's strong teacher).",
  }),
  explore: described(strategies, {
    random: 'Sub-networks drawn at random.',
    nsga2: 'Evolution by non-dominated sorting and crowding distance (Deb et al. 2002).',
    linas: 'Evolution on a cheap predictor, which what is measured improves (Cummings et al. 2022).',
    hvi: 'Batches chosen by the expected gain of hypervolume under a Gaussian process.',
  }),
  control: described({ random: {} }, { random: 'As many sub-networks, drawn at random.' }),
  augment: described(augmentations, {
    shift: 'Moves an image by up to so many pixels in each direction, as a crop after padding does.',
    flip: 'Exchanges left and right.',
    crop: 'A random part of the image, scaled to its whole size (Szegedy et al. 2015).',
  }),
  resize: described(resizes, {
    stretch: 'Both sides by their own scale.',
    crop: "The central part of the network's shape.",
  }),
};

function described<Table extends Recipes>(
  recipes: Table,
  documentation: Readonly<Record<keyof Table & string, string>>,
): Readonly<Record<string, RecipeDescription>> {
  return Object.fromEntries(
    Object.entries(recipes).map(([name, parameters]) => [
      name,
      {
        documentation: documentation[name as keyof Table & string],
        parameters: Object.fromEntries(
          Object.entries(parameters).map(([parameter, given]) => [parameter, ofParameter(parameter, given)]),
        ),
      },
    ]),
  );
}

function ofParameter(name: string, given: Parameter): ParameterDescription {
  const documentation = parameterDocumentation[name] ?? '';
  return given.default === undefined ? { documentation } : { documentation, default: given.default };
}

/** Metrics that a search may name. */
export const metricDescriptions: Readonly<Record<string, string>> = {
  accuracy: 'Share of the validation samples that are classified rightly. Measured.',
  f1:
    'Harmonic mean of precision and recall: of two classes that of the second, of more the mean over the classes. ' +
    'Measured.',
  matthews: 'Matthews correlation coefficient of classes and answers; of more than two classes R_K. Measured.',
  pearson: 'Correlation coefficient of the numbers and the answers, for a dataset with `target`. Measured.',
  mse: 'Mean squared error of the answers, for a dataset with `target`. Measured.',
  macs: 'Multiply-accumulates of one sample through matrix products and convolutions. Exact.',
  params: 'Stored numbers that training changes; of a pruned matrix those that are left. Exact.',
  size:
    'Bytes of the stored weights: matrices, kernels and embeddings in their number format, all else in fp32; what is ' +
    'pruned as the numbers left and a bit for each that says whether it is, where that is smaller. Exact.',
  latency: 'Seconds that one batch takes, measured; `latency on NAME` on a declared `target`.',
  activations: 'Bytes of what the operators give for one sample, in their number formats. Exact.',
  bitops: 'Multiply-accumulates, each times the bits of both factors: 32 times 32 in fp32. Exact.',
};

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

import {
  type DataFiles,
  type Dataset,
  formatType,
  type Images,
  type TensorType,
  type Text,
  textInputs,
} from '../../language/index.ts';
import { LitheError } from '../errors.ts';
import { dataFile } from './files.ts';
import type { ImageType } from './images/images.ts';
import { levelsOf, measureLevels } from './images/levels.ts';
import { loadContent, readImages } from './images/load.ts';
import { picturesOf } from './inputs.ts';
import { classesOf, classNames, distinctLabels, numbersOf, type RawLabels } from './labels.ts';
import type { Content, Intake, LoadedDataset, Samples, TokenIntake, Told } from './samples.ts';
import { splitShare } from './split.ts';
import { beyondTable, readTexts } from './text/text.ts';
import { readTokenizer } from './text/tokenizer.ts';

interface NetworkInput {
  readonly name: string;
  readonly type: TensorType;
  /** Of tokens: rows of the smallest table that they are looked up in. */
  readonly rows?: number;
}

/** What goes into a network and how many numbers come out of it. */
export interface NetworkEnds {
  readonly inputs: readonly NetworkInput[];
  readonly outputs: number;
}

/** One split as it was read, labels as its files have them. */
interface RawSplit {
  readonly content: Content;
  readonly labels: RawLabels;
}

/**
 * Reads a dataset for a network. `folder` is that of the .lithe file that declares it; a validation share is drawn by `seed`, of each class
 * alike. Everything is read before it returns: whatever is wrong is thrown as a LitheError with the file and the row.
 */
export async function loadDataset(
  dataset: Dataset,
  folder: string,
  network: NetworkEnds,
  seed: number,
): Promise<LoadedDataset> {
  try {
    return await readDataset(dataset, folder, network, seed);
  } catch (error) {
    if (!(error instanceof LitheError)) throw error;
    // What a damaged file calls its columns may be anything, and a message is one line of text.
    throw new LitheError(error.message.replace(/\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}/gu, '\uFFFD').slice(0, LONGEST_MESSAGE));
  }
}

const LONGEST_MESSAGE = 2000;

async function readDataset(
  dataset: Dataset,
  folder: string,
  network: NetworkEnds,
  seed: number,
): Promise<LoadedDataset> {
  const { content, task, validation } = dataset;
  const { read, intakeFor } =
    content.kind === 'images'
      ? imageReading(content, dataset, folder, network)
      : textReading(content, dataset, folder, network);
  const raw = await read(dataset.train);
  const told: Told =
    task.kind === 'number'
      ? { kind: 'number' }
      : { kind: 'class', names: classNames(task, raw.labels, network.outputs), outputs: network.outputs };
  refuseOutputs(dataset, told, network);
  const settled = (split: RawSplit): Samples => {
    const labels = told.kind === 'class' ? classesOf(split.labels, told.names) : numbersOf(split.labels);
    return { count: labels.length, content: split.content, labels };
  };
  const all = settled(raw);
  const [train, held] =
    validation.kind === 'files'
      ? [all, settled(await read(validation))]
      : shareOf(all, validation.share, told, dataset, seed);
  const test = dataset.test && settled(await read(dataset.test));
  return { train, validation: held, ...(test && { test }), intake: await intakeFor(train), told };
}

interface Reading {
  read(files: DataFiles): Promise<RawSplit>;
  /** Known once the training samples are: normalisation may be measured on them. */
  intakeFor(train: Samples): Promise<Intake>;
}

function imageReading(images: Images, { source }: Dataset, folder: string, { inputs }: NetworkEnds): Reading {
  const wanted = imageInput(inputs, source);
  const { normalize, resize, augment } = images;
  let kept = 0;
  return {
    async read(files) {
      const raw = readImages(files, (written) => dataFile(written, folder, files.source), wanted);
      const labels = distinctLabels(raw.labels, (sample) => raw.labelPlace(sample));
      const content = await loadContent(raw, wanted, resize, kept);
      if (content.kind === 'pixels') kept += content.pixels.length;
      return { content, labels };
    },
    async intakeFor(train) {
      const { channels, height, width } = wanted;
      const intake = { kind: 'image' as const, channels, height, width, augment, ...(resize && { resize }) };
      const normalization =
        normalize === 'measured'
          ? measureLevels(await picturesOf(train, intake), channels)
          : (normalize ?? { mean: [0], deviation: [1] });
      return { ...intake, normalization, levels: levelsOf(normalization, channels, source) };
    },
  };
}

function textReading(text: Text, dataset: Dataset, folder: string, { inputs }: NetworkEnds): Reading {
  const file = dataFile(text.tokenizer.file, folder, text.tokenizer.source);
  const tokenizer = readTokenizer(file);
  const { order, length } = tokenInputs(inputs, dataset);
  const intake: TokenIntake = { kind: 'tokens', length, padding: tokenizer.padding, inputs: order };
  const columns = { texts: text.columns, label: dataset.task.column! };
  const rows = Object.fromEntries(order.map((what, index) => [what, inputs[index]!.rows]));
  if (rows.ids !== undefined && tokenizer.padding >= rows.ids)
    throw beyondTable(file.shown, 'ids', tokenizer.padding, rows.ids, tokenizer);
  return {
    async read(files) {
      const at = (written: string) => dataFile(written, folder, files.source);
      const { content, distinct, labels } = await readTexts(files, at, columns, tokenizer, { length, rows });
      return { content, labels: { distinct, labels } };
    },
    intakeFor: async () => intake,
  };
}

function imageInput(inputs: NetworkEnds['inputs'], { file, line, column }: Dataset['source']): ImageType {
  const [first, ...others] = inputs;
  const place = `${file}:${line}:${column}: `;
  if (first?.type.kind !== 'image' || others.length > 0) {
    const held = inputs.map(({ name, type }) => `${name}: ${formatType(type)}`).join(', ');
    throw new LitheError(`${place}images go into one input of an image, and the network has ${held}.`);
  }
  if (first.type.channels === 1 || first.type.channels === 3) return first.type;
  throw new LitheError(
    `${place}images have one channel or three, and the network's input is ${formatType(first.type)}.`,
  );
}

/** Which input takes the ids and which the types, and the one length that they have. */
function tokenInputs(
  inputs: NetworkEnds['inputs'],
  { source, content }: Dataset,
): { readonly order: TokenIntake['inputs']; readonly length: number } {
  const place = `${source.file}:${source.line}:${source.column}: `;
  const held = inputs.map(({ name, type }) => `${name}: ${formatType(type)}`).join(', ');
  const lengths = inputs.map(({ type }) => (type.kind === 'tokens' ? type.length : undefined));
  const [length] = lengths;
  const names = inputs.map(({ name }) => name);
  const known =
    names.length === 1 || (names.length === 2 && names.includes(textInputs.ids) && names.includes(textInputs.types));
  if (length === undefined || !known || lengths.some((other) => other !== length)) {
    throw new LitheError(
      `${place}texts go into one input of tokens, or into \`${textInputs.ids}\` and \`${textInputs.types}\` of one length, ` +
        `and the network has ${held}.`,
    );
  }
  const given = content.kind === 'text' ? content.tokenizer.length : undefined;
  if (given !== undefined && given !== length) {
    throw new LitheError(`${place}the tokenizer's length is ${given}, and the network takes ${length} tokens.`);
  }
  return {
    order: names.length === 1 ? ['ids'] : names.map((name) => (name === textInputs.types ? 'types' : 'ids')),
    length,
  };
}

function refuseOutputs({ source: { file, line, column } }: Dataset, told: Told, { outputs }: NetworkEnds): void {
  const needed = told.kind === 'number' ? 1 : told.names.length;
  if (told.kind === 'number' ? outputs === 1 : outputs >= needed) return;
  const what =
    told.kind === 'number' ? 'a number is told by one output' : `${needed} classes are told apart by as many outputs`;
  throw new LitheError(`${file}:${line}:${column}: ${what}, and the network has ${outputs}.`);
}

function shareOf(all: Samples, share: number, told: Told, dataset: Dataset, seed: number): [Samples, Samples] {
  const validation = Math.round(all.count * share);
  if (validation === 0 || validation === all.count) {
    const { file, line, column } = dataset.source;
    throw new LitheError(
      `${file}:${line}:${column}: a validation share of ${share * 100}% of ${all.count} samples leaves ` +
        `${all.count - validation} to train on and ${validation} to validate on: both need some.`,
    );
  }
  return splitShare(all, share, told.kind === 'class' ? all.labels : new Uint8Array(all.count), seed);
}

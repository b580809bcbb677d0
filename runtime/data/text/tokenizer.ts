import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { LitheError } from '../../errors.ts';
import { type DataFile, readBytes } from '../files.ts';

/** A text, or a pair of texts, as a model takes it. */
export interface TokenIds {
  readonly ids: readonly number[];
  /** Of each token, the text it is of: 0 or 1. */
  readonly types: readonly number[];
}

export interface TextTokenizer {
  /** Id that fills what a text leaves. */
  readonly padding: number;
  /** Number of ids: each is less. */
  readonly vocabulary: number;
  /** With special tokens, cut to `length` as Hugging Face's "longest first" cuts a pair. */
  encode(texts: readonly string[], length: number): TokenIds;
}

const shape = z.object({
  normalizer: z.object({ type: z.string(), handle_chinese_chars: z.boolean().nullish() }).nullish(),
  model: z.object({ vocab: z.union([z.record(z.string(), z.number()), z.array(z.unknown())]) }),
  added_tokens: z.array(z.object({ id: z.number().int().nonnegative(), content: z.string() })),
  padding: z.object({ pad_id: z.number().int().nonnegative() }).nullish(),
});

/** Contents of padding tokens in the common families, where neither the file nor its neighbour names one. */
const usualPadding = ['[PAD]', '<pad>', '<|padding|>', '<|endoftext|>'];

/** Reads Hugging Face's `tokenizer.json`, and `tokenizer_config.json` where it lies beside. Throws a LitheError. */
export function readTokenizer(file: DataFile): TextTokenizer {
  const parsed = parseJson(file);
  const checked = shape.safeParse(parsed);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new LitheError(
      `${file.shown} is no tokenizer.json of Hugging Face: '${issue?.path.join('.')}' is wrong (${issue?.message}).`,
    );
  }
  const beside = join(dirname(file.path), 'tokenizer_config.json');
  const config = existsSync(beside) ? parseJson({ path: beside, shown: beside }) : {};
  return usable(file, () => {
    const tokenizer = new Tokenizer(parsed as object, typeof config === 'object' && config !== null ? config : {});
    return textTokenizer(file, tokenizer, checked.data, paddingOf(file, checked.data, config));
  });
}

/** The library takes most of the file on trust: whatever it throws then or later is the file's mistake. */
function usable<Result>(file: DataFile, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof LitheError) throw error;
    throw new LitheError(`${file.shown} is a tokenizer that cannot be used (${(error as Error).message}).`);
  }
}

/** Ideographs that BERT sets apart and that UTF-16 holds in two units: the library sees only those of one. */
const farIdeographs = /[\u{20000}-\u{2a6df}\u{2a700}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;

function textTokenizer(
  file: DataFile,
  tokenizer: Tokenizer,
  { normalizer }: z.infer<typeof shape>,
  padding: number,
): TextTokenizer {
  const isBert = normalizer?.type === 'BertNormalizer' && normalizer.handle_chinese_chars !== false;
  const prepared = (text: string): string => (isBert ? text.replace(farIdeographs, ' $& ') : text);
  const { post_processor: finish } = tokenizer;
  const finished = (texts: readonly (readonly string[])[]) => {
    const [first = [], second = null] = texts as readonly string[][];
    const done = finish?.(first, second, true);
    return { tokens: done?.tokens ?? texts.flat(), types: done?.token_type_ids };
  };
  const unknown = tokenizer.token_to_id(unknownOf(tokenizer) ?? '');
  const idOf = (token: string): number => {
    const id = tokenizer.token_to_id(token) ?? unknown;
    if (id !== undefined) return id;
    throw new LitheError(`${file.shown} has no id for ${JSON.stringify(token)}, and no token for unknown ones.`);
  };
  return {
    padding,
    vocabulary: 1 + Math.max(padding, largestId(tokenizer)),
    encode: (texts, length) =>
      usable(file, () => {
        const pieces = texts.map((text) => tokenizer.tokenize(prepared(text), { add_special_tokens: false }));
        const special = finished(pieces.map(() => [])).tokens.length;
        if (special > length)
          throw new LitheError(`${file.shown} adds ${special} special tokens, and the length is ${length}.`);
        const { tokens, types } = finished(cutLongestFirst(pieces, length - special));
        return { ids: tokens.map(idOf), types: types ?? tokens.map(() => 0) };
      }),
  };
}

/** As Hugging Face's `longest_first` does: the longer of two is cut down to the other, then both alike. */
function cutLongestFirst(pieces: readonly (readonly string[])[], most: number): readonly (readonly string[])[] {
  const lengths = pieces.map((piece) => piece.length);
  if (lengths.reduce((sum, length) => sum + length, 0) <= most) return pieces;
  if (lengths.length === 1) return [pieces[0]!.slice(0, most)];
  const [short, long] = lengths[0]! <= lengths[1]! ? [0, 1] : [1, 0];
  const kept = [0, 0];
  kept[short] = lengths[short]!;
  kept[long] = Math.max(lengths[short]!, most - lengths[short]!);
  if (kept[short]! + kept[long]! > most) {
    kept[short] = Math.floor(most / 2);
    kept[long] = most - kept[short]!;
  }
  return pieces.map((piece, index) => piece.slice(0, kept[index]));
}

function paddingOf(file: DataFile, tokenizer: z.infer<typeof shape>, config: unknown): number {
  if (tokenizer.padding) return tokenizer.padding.pad_id;
  const named = z.object({ pad_token: z.union([z.string(), z.object({ content: z.string() })]) }).safeParse(config)
    .data?.pad_token;
  const names = named === undefined ? usualPadding : [typeof named === 'string' ? named : named.content];
  for (const name of names) {
    const token = tokenizer.added_tokens.find(({ content }) => content === name);
    if (token) return token.id;
  }
  throw new LitheError(
    `${file.shown} names no padding token: put its \`tokenizer_config.json\`, with a \`pad_token\`, beside it.`,
  );
}

function unknownOf({ model }: Tokenizer): string | undefined {
  const { unk_token } = (model ?? {}) as { unk_token?: string };
  return unk_token;
}

function largestId(tokenizer: Tokenizer): number {
  let largest = 0;
  for (const id of tokenizer.get_vocab().values()) largest = Math.max(largest, id);
  return largest;
}

function parseJson(file: DataFile): unknown {
  const bytes = readBytes(file);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new LitheError(`${file.shown} is not JSON (${(error as Error).message.slice(0, 100)}).`);
  }
}

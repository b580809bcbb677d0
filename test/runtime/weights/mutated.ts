import { create, toBinary } from '@bufbuild/protobuf';
import { elementBytes, type FileAccess, readWeightsListing } from '../../../language/index.ts';
import { ModelProtoSchema } from '../../../runtime/graph/generated/onnx_pb.js';
import { type RandomStream, randomStream } from '../../../runtime/random.ts';
import { toFloat32 } from '../../../runtime/weights/floats.ts';
import { memoryFiles } from '../../language/weights/memory-files.ts';
import { safetensors } from './files.ts';

const floats = (count: number) => Float32Array.from({ length: count }, (_, index) => index / 7);
const bytes = (count: number) => Uint8Array.from({ length: count }, (_, index) => index);

/** Sound files of every kind that weights come in. */
const sound: Readonly<Record<string, Uint8Array>> = {
  'plain.safetensors': safetensors({
    'layer.0.weight': { shape: [3, 4], data: floats(12) },
    'layer.0.bias': { shape: [3], data: bytes(6), dtype: 'BF16' },
    half: { shape: [2, 2], data: bytes(8), dtype: 'F16' },
    scalar: { shape: [], data: bytes(8), dtype: 'F64' },
    ids: { shape: [1, 2], data: bytes(16), dtype: 'I64' },
  }),
  'sharded/model.safetensors.index.json': Buffer.from(
    JSON.stringify({ metadata: { total_size: 24 }, weight_map: { a: '1.safetensors', b: '2.safetensors' } }),
  ),
  'sharded/1.safetensors': safetensors({ a: { shape: [4], data: floats(4) } }),
  'sharded/2.safetensors': safetensors({ b: { shape: [2], data: floats(2) } }),
  'model.onnx': toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 10n,
      graph: {
        name: 'graph',
        node: [{ opType: 'Add', input: ['x', 'raw'], output: ['y'] }],
        initializer: [
          { name: 'raw', dims: [2n, 3n], dataType: 1, rawData: bytes(24) },
          { name: 'floats', dims: [2n], dataType: 1, floatData: [1, 2] },
          {
            name: 'outside',
            dims: [4n],
            dataType: 10,
            externalData: [
              { key: 'location', value: 'model.data' },
              { key: 'offset', value: '4' },
              { key: 'length', value: '8' },
            ],
          },
        ],
      },
    }),
  ),
  'model.data': bytes(16),
};
const roots = ['plain.safetensors', 'sharded', 'model.onnx'];

/** Most bytes that a reader may ask for at once, and in all, of files as small as these. */
const MOST_BYTES = 1 << 20;

/**
 * Reads a model of whose files one was spoiled: bytes changed, cut out, doubled, put in, numbers in the header changed.
 * Gives whether it was still read. Throws where the reader throws, gives tensors that are not there, or asks for more
 * bytes than the files can have.
 */
export function readMutated(seed: number): boolean {
  const random = randomStream(seed, 'mutated weights');
  const names = Object.keys(sound);
  const name = names[random.below(names.length)]!;
  const files = { ...sound, [name]: mutated(sound[name]!, random) };
  const counted = counting(memoryFiles(files));
  const root = name.startsWith('sharded') ? 'sharded' : name === 'plain.safetensors' ? roots[0]! : 'model.onnx';
  const found = readWeightsListing(counted.files, root);
  if ('problem' in found) {
    if (found.problem.includes('\n') || found.problem.length > 1000) throw new Error(`${seed}: ${found.problem}`);
    return false;
  }
  for (const [tensor, { file, start, end, format, shape }] of found.tensors) {
    const size = files[file]?.length ?? 0;
    const elements = shape.reduce((product, extent) => product * extent, 1);
    if (start < 0 || end > size || end - start !== elements * elementBytes[format]) {
      throw new Error(`${seed}: ${tensor} is said to be at ${start} to ${end} of ${size} bytes`);
    }
    if (!format.startsWith('F') && !format.startsWith('BF')) continue;
    if (toFloat32(files[file]!.subarray(start, end), format).length !== elements) throw new Error(`${seed}: ${tensor}`);
  }
  return true;
}

function counting(files: FileAccess): { readonly files: FileAccess } {
  let all = 0;
  return {
    files: {
      ...files,
      open(path) {
        const source = files.open(path);
        return (
          source && {
            size: source.size,
            read(at, count) {
              all += Math.min(count, source.size);
              if (all > MOST_BYTES) throw new Error(`${all} bytes of ${path} were asked for`);
              return source.read(at, count);
            },
          }
        );
      },
    },
  };
}

function mutated(file: Uint8Array, random: RandomStream): Uint8Array {
  let bytes: Uint8Array = file.slice();
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(Math.max(1, bytes.length));
    const count = 1 + random.below(Math.max(1, Math.min(40, bytes.length - at)));
    switch (random.below(6)) {
      case 0:
        if (bytes.length > 0) bytes[at] = random.below(256);
        break;
      case 1:
        if (bytes.length > 0) bytes[at] = bytes[at]! ^ (1 << random.below(8));
        break;
      case 2:
        bytes = bytes.slice(0, at);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at + count), bytes.subarray(at)]);
        break;
      default:
        bytes = renumbered(bytes, random);
    }
  }
  return bytes;
}

/** With another number somewhere in what is written as text. */
function renumbered(bytes: Uint8Array, random: RandomStream): Uint8Array {
  const numbers = ['0', '-1', '1e400', '4294967296', '9007199254740993', '1.5', 'null', '""', '[]', '{"a":1}'];
  const text = Buffer.from(bytes).toString('latin1');
  const places = [...text.matchAll(/\d+/g)];
  const place = places[random.below(Math.max(1, places.length))];
  if (place === undefined) return bytes;
  const changed = `${text.slice(0, place.index)}${numbers[random.below(numbers.length)]}${text.slice(place.index + place[0].length)}`;
  return Buffer.from(changed, 'latin1');
}

import { create, toBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { readWeightsListing } from '../../../language/index.ts';
import { ModelProtoSchema } from '../../../runtime/graph/generated/onnx_pb.js';
import { safetensors, withHeader } from '../../runtime/weights/files.ts';
import { memoryFiles } from './memory-files.ts';

const four = new Float32Array(4);
const plain = safetensors({ a: { shape: [2, 2], data: four }, b: { shape: [], data: new Float32Array(1) } });
const entry = (change: object) => ({ dtype: 'F32', shape: [2, 2], data_offsets: [0, 16], ...change });

function problemOf(files: Readonly<Record<string, Uint8Array>>, path: string): string {
  const found = readWeightsListing(memoryFiles(files), path);
  if (!('problem' in found)) throw new Error('was read');
  expect(found.problem).not.toContain('\n');
  expect(found.problem).toContain(path);
  return found.problem;
}

describe('a safetensors file', () => {
  test('is listed with shapes, formats and places', () => {
    const found = readWeightsListing(memoryFiles({ 'm.safetensors': plain }), 'm.safetensors');
    const start = plain.length - 20;
    expect(found).toEqual({
      files: ['m.safetensors'],
      tensors: new Map([
        ['a', { shape: [2, 2], format: 'F32', file: 'm.safetensors', start, end: start + 16 }],
        ['b', { shape: [], format: 'F32', file: 'm.safetensors', start: start + 16, end: start + 20 }],
      ]),
    });
  });

  const long = Buffer.alloc(8);
  long.writeBigUInt64LE(2n ** 62n);
  test.each<[string, Uint8Array, RegExp]>([
    ['is empty', new Uint8Array(), /has 0 bytes, and the length of its header alone takes 8/],
    ['claims an enormous header', long, /claim a header of 4611686018427387904 bytes/],
    ['ends in its header', plain.subarray(0, 20), /truncated: its header ends at byte \d+, the file at 20/],
    ['ends in a tensor', plain.subarray(0, plain.length - 1), /truncated: b ends at byte \d+, the file at \d+/],
    ['has more bytes than tensors', Buffer.concat([plain, Buffer.alloc(3)]), /3 bytes follow its last tensor/],
    ['has no JSON', withHeader('{"a":'), /no JSON/],
    ['has JSON that is no object', withHeader('[1]'), /no JSON object/],
    ['has letters that are none', withHeader('\u0000\u0001'), /no JSON/],
    ['describes no tensor', withHeader({ a: 1 }), /has no description for a/],
    ['names no dtype', withHeader({ a: entry({ dtype: 3 }) }, Buffer.alloc(16)), /has no dtype/],
    ['names an unknown dtype', withHeader({ a: entry({ dtype: 'F33' }) }, Buffer.alloc(16)), /unknown dtype F33/],
    ['has a negative extent', withHeader({ a: entry({ shape: [-2, -2] }) }, Buffer.alloc(16)), /no shape of whole/],
    ['has half an extent', withHeader({ a: entry({ shape: [1.5] }) }, Buffer.alloc(16)), /no shape of whole/],
    [
      'has too many elements',
      withHeader({ a: entry({ shape: [2 ** 40, 2 ** 40] }) }, Buffer.alloc(16)),
      /more elements/,
    ],
    [
      'has offsets the wrong way',
      withHeader({ a: entry({ data_offsets: [16, 0] }) }, Buffer.alloc(16)),
      /gives -16 bytes/,
    ],
    ['has one offset', withHeader({ a: entry({ data_offsets: [0] }) }, Buffer.alloc(16)), /two whole numbers/],
    ['lies about bytes', withHeader({ a: entry({ dtype: 'F16' }) }, Buffer.alloc(16)), /\[2, 2\] of F16 take 8/],
    ['overlaps', withHeader({ a: entry({}), b: entry({ data_offsets: [8, 24] }) }, Buffer.alloc(24)), /b overlaps a/],
    [
      'has a gap',
      withHeader({ a: entry({}), b: entry({ data_offsets: [20, 36] }) }, Buffer.alloc(36)),
      /nothing names bytes/,
    ],
    [
      'has one name twice',
      withHeader(
        `{"a":${JSON.stringify(entry({}))},"a":${JSON.stringify(entry({ data_offsets: [16, 32] }))}}`,
        Buffer.alloc(32),
      ),
      /nothing names bytes/,
    ],
  ])('that %s is refused with the reason', (_, bytes, reason) => {
    expect(problemOf({ 'm.safetensors': bytes }, 'm.safetensors')).toMatch(reason);
  });
});

describe('a folder', () => {
  const shard = (name: string) => safetensors({ [name]: { shape: [4], data: four } });
  const index = (map: unknown) => Buffer.from(JSON.stringify({ weight_map: map }));

  test('is read by its index, its only file, or the one that is called model', () => {
    const shards = {
      'm/model.safetensors.index.json': index({ a: '1.safetensors', b: '2.safetensors' }),
      'm/1.safetensors': shard('a'),
      'm/2.safetensors': shard('b'),
    };
    const names = (files: Record<string, Uint8Array>) => {
      const found = readWeightsListing(memoryFiles(files), 'm');
      return 'tensors' in found ? [...found.tensors.keys()] : found.problem;
    };
    expect(names(shards)).toEqual(['a', 'b']);
    expect(names({ 'm/x.safetensors': shard('x') })).toEqual(['x']);
    expect(names({ 'm/model.safetensors': shard('x'), 'm/other.safetensors': shard('y') })).toEqual(['x']);
    expect(names({ 'm/a.safetensors': shard('x'), 'm/b.safetensors': shard('y') })).toMatch(/several .*: name one/);
    expect(names({ 'm/config.json': shard('x') })).toMatch(/no \.safetensors and no \.onnx file/);
  });

  test.each<[string, Record<string, Uint8Array>, string, RegExp]>([
    ['that is not there', {}, 'm', /does not exist/],
    ['whose index is no JSON', { 'm/model.safetensors.index.json': Buffer.from('{') }, 'm', /is no JSON/],
    ['whose index has no map', { 'm/model.safetensors.index.json': index(3) }, 'm', /has no weight_map/],
    [
      'whose index leads out',
      { 'm/model.safetensors.index.json': index({ a: '../a.safetensors' }) },
      'm',
      /names no .* beside it/,
    ],
    [
      'that lacks a shard',
      { 'm/model.safetensors.index.json': index({ a: '1.safetensors' }) },
      'm',
      /1\.safetensors does not exist/,
    ],
    [
      'whose shard lacks a tensor',
      { 'm/model.safetensors.index.json': index({ a: '1.safetensors' }), 'm/1.safetensors': shard('b') },
      'm',
      /says that a is in 1\.safetensors, and it is not there/,
    ],
    ['of a pickle', { 'm/pytorch_model.bin': plain }, 'm', /Python pickle.*convert it once.*m\/model\.safetensors/],
    ['a file of another kind', { 'm.gguf': plain }, 'm.gguf', /neither a \.safetensors nor an \.onnx file/],
  ])('%s is refused with the reason', (_, files, path, reason) => {
    expect(problemOf(files, path)).toMatch(reason);
  });
});

describe('an ONNX model', () => {
  const bytes = (count: number) => new Uint8Array(count);
  const model = (...initializer: object[]) =>
    toBinary(ModelProtoSchema, create(ModelProtoSchema, { graph: { initializer } }));
  const list = (files: Record<string, Uint8Array>) => readWeightsListing(memoryFiles(files), 'f/m.onnx');

  test('is listed by its initialisers, wherever their numbers are', () => {
    const external = [
      { key: 'location', value: 'm.data' },
      { key: 'offset', value: '8' },
      { key: 'length', value: '16' },
    ];
    const file = model(
      { name: 'raw', dims: [2n, 3n], dataType: 1, rawData: bytes(24) },
      { name: 'half', dims: [3n], dataType: 10, rawData: bytes(6) },
      { name: 'floats', dims: [2n], dataType: 1, floatData: [1, 2] },
      { name: 'doubles', dims: [1n], dataType: 11, doubleData: [1] },
      { name: 'shape', dims: [2n], dataType: 7, int64Data: [1n, 2n] },
      { name: 'outside', dims: [4n], dataType: 1, externalData: external },
    );
    const found = list({ 'f/m.onnx': file, 'f/m.data': bytes(24) });
    if ('problem' in found) throw new Error(found.problem);
    expect(
      [...found.tensors].map(([name, { shape, format, start, end }]) => [name, shape, format, end - start]),
    ).toEqual([
      ['raw', [2, 3], 'F32', 24],
      ['half', [3], 'F16', 6],
      ['floats', [2], 'F32', 8],
      ['doubles', [1], 'F64', 8],
      ['outside', [4], 'F32', 16],
    ]);
    expect(found.tensors.get('outside')).toMatchObject({ file: 'f/m.data', start: 8 });
    expect(found.files).toEqual(['f/m.onnx', 'f/m.data']);
  });

  const outside = (...entries: [string, string][]) => ({
    name: 'w',
    dims: [4n],
    dataType: 1,
    externalData: entries.map(([key, value]) => ({ key, value })),
  });
  test.each<[string, Uint8Array, RegExp]>([
    ['is empty', bytes(0), /holds no graph/],
    ['is something else', Buffer.from('not a model at all'), /damaged at byte|truncated, or no ONNX/],
    [
      'has too few bytes',
      model({ name: 'w', dims: [4n], dataType: 1, rawData: bytes(8) }),
      /w has 8 bytes, where \[4\] of F32 take 16/,
    ],
    ['is cut', model({ name: 'w', dims: [4n], dataType: 1, rawData: bytes(16) }).subarray(0, 20), /truncated/],
    ['leads out of its folder', model(outside(['location', '../m.data'])), /is no file beside the model/],
    ['leads to the root', model(outside(['location', '/etc/passwd'])), /is no file beside the model/],
    ['leads to nothing', model(outside(['location', 'gone'])), /does not exist beside it/],
    [
      'leads behind the end',
      model(outside(['location', 'm.data'], ['offset', '16'], ['length', '16'])),
      /"m\.data" is truncated/,
    ],
  ])('that %s is refused with the reason', (_, file, reason) => {
    const found = list({ 'f/m.onnx': file, 'f/m.data': bytes(24) });
    expect('problem' in found && found.problem).toMatch(reason);
  });
});

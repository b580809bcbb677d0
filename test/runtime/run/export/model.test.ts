import { fromBinary } from '@bufbuild/protobuf';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import {
  costsAt,
  extents,
  type Genome,
  largest,
  networkAt,
  type Space,
  sampleGenome,
  smallest,
  storedTensors,
} from '../../../../language/index.ts';
import { ModelProtoSchema } from '../../../../runtime/graph/generated/onnx_pb.js';
import { randomStream } from '../../../../runtime/random.ts';
import { OUTPUT, onnxModel } from '../../../../runtime/run/export/model.ts';
import { pickSpace, readSource } from '../../../../runtime/source.ts';
import type { SettledTensors } from '../../../../runtime/train/protocol.ts';
import { countOnnx } from './onnx-count.ts';

const examples = ['examples/digits-vit.lithe', 'examples/digits-cnn.lithe'];
const spaceOf = (file: string): Space => pickSpace(readSource(file).compilation, undefined);

/** Numbers like trained ones in every tensor that a sub-network uses; variances are positive. */
function weightsFor(space: Space, genome: Genome): SettledTensors {
  const uses = networkAt(space, genome).operators.flatMap(({ tensors }) => Object.values(tensors));
  return Object.fromEntries(
    uses.map(({ stored, shape }) => {
      const random = randomStream(1, 'weights', stored);
      const count = shape.reduce((product, extent) => product * extent, 1);
      return [stored, { shape, data: Float32Array.from({ length: count }, () => 0.05 + 0.1 * random.uniform()) }];
    }),
  );
}

const modelOf = (space: Space, genome: Genome): Uint8Array =>
  onnxModel(networkAt(space, genome), weightsFor(space, genome), storedTensors(space), { supernet: space.name });

describe.each(examples)('sub-networks of %s as ONNX models', (file) => {
  const space = spaceOf(file);

  test('have exactly the MACs and parameters that the estimator says: the ends and 200 random ones', () => {
    const random = randomStream(7, 'count');
    const genomes = Array.from({ length: 200 }, () => sampleGenome(space, () => random.uniform()));
    for (const genome of [largest(space), smallest(space), ...genomes]) {
      const { macs, params } = costsAt(space, genome);
      expect(countOnnx(modelOf(space, genome))).toEqual({ macs, params });
    }
  });

  test('hold nothing but ONNX operators, a free batch, and what a reader needs to know', () => {
    const { graph, opsetImport, metadataProps, producerName } = fromBinary(
      ModelProtoSchema,
      modelOf(space, largest(space)),
    );
    expect(opsetImport.map(({ domain }) => domain)).toEqual(['']);
    expect(graph!.node.every(({ domain }) => domain === '')).toBe(true);
    expect(graph!.input.map(({ name }) => name)).toEqual(['image']);
    expect(graph!.output.map(({ name }) => name)).toEqual([OUTPUT]);
    const type = graph!.input[0]!.type!.value;
    const dimensions = type.case === 'tensorType' ? type.value.shape!.dim.map(({ value }) => value.value) : [];
    expect(dimensions).toEqual(['batch', 1n, 28n, 28n]);
    expect(metadataProps).toMatchObject([{ key: 'supernet', value: space.name }]);
    expect(producerName).toBe('lithe');
    expect(graph!.initializer.map(({ name }) => name)).toContain('classifier.weight');
  });

  test('give each sample the same output in a batch of any size', async () => {
    const random = randomStream(3, 'batch');
    const genome = sampleGenome(space, () => random.uniform());
    const network = networkAt(space, genome);
    const session = await InferenceSession.create(modelOf(space, genome));
    const shape = extents(network.values[network.inputs[0]!.value]!);
    const area = shape.reduce((product, extent) => product * extent, 1);
    const images = Float32Array.from({ length: 5 * area }, () => random.normal());
    const run = async (from: number, to: number): Promise<Float32Array> => {
      const image = new Tensor('float32', images.slice(from * area, to * area), [to - from, ...shape]);
      return (await session.run({ image }))[OUTPUT]!.data as Float32Array;
    };
    const together = await run(0, 5);
    const apart = [...(await run(0, 2)), ...(await run(2, 5))];
    expect(together).toHaveLength(50);
    together.forEach((value, index) => {
      expect(value).toBeCloseTo(apart[index]!, 4);
    });
    await session.release();
  });
});

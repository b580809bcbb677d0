// Runs an exported sub-network on IDX images with nothing but onnxruntime-node, and counts what it gets right:
//   node run-exported.mjs MODEL.onnx IMAGES.idx3-ubyte LABELS.idx1-ubyte [MEAN DEVIATION]
// Mean and deviation are those of the .lithe file's `normalize`; the model's metadata hold them as well.
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [model, imagesFile, labelsFile, mean = '0.1307', deviation = '0.3081'] = process.argv.slice(2);
const images = readFileSync(imagesFile);
const labels = readFileSync(labelsFile).subarray(8);
const [count, height, width] = [4, 8, 12].map((at) => images.readUInt32BE(at));
const pixels = Float32Array.from(images.subarray(16), (byte) => (byte / 255 - Number(mean)) / Number(deviation));

const session = await InferenceSession.create(model);
let correct = 0;
for (let from = 0; from < count; from += 100) {
  const to = Math.min(count, from + 100);
  const batch = pixels.subarray(from * height * width, to * height * width);
  const { logits } = await session.run({
    [session.inputNames[0]]: new Tensor('float32', batch, [to - from, 1, height, width]),
  });
  const classes = logits.data.length / (to - from);
  for (let sample = from; sample < to; sample += 1) {
    const scores = logits.data.subarray((sample - from) * classes, (sample - from + 1) * classes);
    if (scores.indexOf(Math.max(...scores)) === labels[sample]) correct += 1;
  }
}
process.stdout.write(`${JSON.stringify({ correct, count, accuracy: correct / count })}\n`);

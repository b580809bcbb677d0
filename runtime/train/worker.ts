import { parentPort } from 'node:worker_threads';
import { LitheError } from '../errors.ts';
import type { Measured } from '../evaluate/metrics.ts';
import type { Device } from '../session/session.ts';
import type { EngineReply, EngineRequest, StepReport } from './protocol.ts';
import { createTrainer, type Trainer } from './trainer.ts';

/** The engine's worker thread: serves requests one after the other, in the order they come. */
const port = parentPort!;
let trainer: Trainer | undefined;
let device: Device = 'cpu';
let previous: Promise<void> = Promise.resolve();

port.on('message', (request: EngineRequest) => {
  previous = previous.then(() => serve(request));
});

async function serve(request: EngineRequest): Promise<void> {
  const { id } = request;
  const reply = (message: EngineReply): void => port.postMessage(message);
  try {
    const value = await answer(request, (progress) => reply({ id, kind: 'progress', value: progress }));
    reply({ id, kind: 'done', value });
  } catch (error) {
    const told = asToldOf(device, error);
    const { message, stack } = told instanceof Error ? told : new Error(String(told));
    reply({ id, kind: 'failed', message, expected: told instanceof LitheError, ...(stack && { stack }) });
  }
}

async function answer(request: EngineRequest, progress: (value: StepReport | Measured) => void): Promise<unknown> {
  if (request.call === 'create') {
    device = request.values[0].device ?? 'cpu';
    trainer = await createTrainer(request.values[0]);
    return trainer.summary;
  }
  if (!trainer) throw new Error(`${request.call} came before create`);
  switch (request.call) {
    case 'train':
      return trainer.train(...request.values, progress);
    case 'accumulate':
      return trainer.accumulate(...request.values);
    case 'evaluate': {
      const [genomes, split] = request.values;
      const all: Measured[] = [];
      for (const genome of genomes) {
        const measured = await trainer.evaluate(genome, split);
        progress(measured);
        all.push(measured);
      }
      return all;
    }
    case 'answers':
      return trainer.answers(...request.values);
    case 'checkpoint':
      return trainer.checkpoint(...request.values);
    case 'restore':
      return trainer.restore(...request.values);
    case 'exportWeights':
      return trainer.exportWeights(...request.values);
  }
}

/** What a device cannot compute is no mistake of Lithe's: ONNX Runtime's first line names the operator. */
function asToldOf(where: Device, error: unknown): unknown {
  const isOnDevice = where !== 'cpu' && error instanceof Error && !(error instanceof LitheError);
  if (!isOnDevice || !/onnxruntime|status code returned/i.test(error.message)) return error;
  const [first] = error.message.split('\n');
  return new LitheError(`The device ${where} cannot compute this: ${first} Choose another: --device cpu`, {
    cause: error,
  });
}

import { env, InferenceSession } from 'onnxruntime-node';
import { LitheError } from '../errors.ts';

export const deviceNames = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export type Device = (typeof deviceNames)[number];

export interface SessionOptions {
  readonly device: Device;
  /** Threads within one operator. */
  readonly threads: number;
  /** Keeps an arena of memory between runs: faster for the one graph that runs always, costly for many. */
  readonly arena: boolean;
  /** False: ONNX Runtime's graph optimisations are left out, which halves the time of compiling. True where absent. */
  readonly optimize?: boolean;
  /** Outputs that stay where they were computed, as tensors for another session of the same device. */
  readonly outputsOnDevice?: readonly string[];
}

/**
 * Compiles an ONNX model. Its `run()` blocks the event loop, so sessions live in worker threads.
 * Throws LitheError where this machine lacks the device, naming the reason.
 */
export async function createSession(model: Uint8Array, options: SessionOptions): Promise<InferenceSession> {
  // Whatever goes wrong is thrown; the native library's log would only repeat it on the terminal.
  env.logLevel = 'fatal';
  try {
    return await InferenceSession.create(model, {
      executionProviders: [options.device],
      intraOpNumThreads: options.threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: options.optimize === false ? 'disabled' : 'all',
      enableCpuMemArena: options.arena,
      ...(options.outputsOnDevice && {
        preferredOutputLocation: Object.fromEntries(
          options.outputsOnDevice.map((name) => [name, 'gpu-buffer'] as const),
        ),
      }),
      // A block for all values of a run would lie beside those that the first run took: twice the memory, for no time.
      enableMemPattern: false,
      logSeverityLevel: 4,
      // Spinning threads steal the cores from whatever else runs: the optimizer, another session, the editor.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (error) {
    const reason = missingDevice(error);
    if (reason === undefined) throw error;
    throw new LitheError(`The device ${options.device} cannot be used here: ${reason}. Choose another: --device cpu`, {
      cause: error,
    });
  }
}

/** Why a provider could not be started; undefined for an error of another kind, such as a model that is no model. */
export function missingDevice(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('backend not found'))
    return `ONNX Runtime is built without it for ${process.platform}-${process.arch}`;
  if (message.includes('Failed to get a WebGPU adapter')) return 'no graphics driver that WebGPU can use was found';
  if (message.includes('Failed to load shared library')) return "ONNX Runtime's library for it is not installed";
  return undefined;
}

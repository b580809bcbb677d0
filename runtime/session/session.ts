import { InferenceSession } from 'onnxruntime-node';
import { LitheError } from '../errors.ts';
import type { Device } from './devices.ts';

export interface SessionOptions {
  readonly device: Device;
  /** Threads within one operator. */
  readonly threads: number;
  /** Keeps an arena of memory between runs: faster for the one graph that runs always, costly for many. */
  readonly arena: boolean;
  /** False: ONNX Runtime's graph optimisations are left out, which halves the time of compiling. True where absent. */
  readonly optimize?: boolean;
}

/**
 * Compiles an ONNX model. Its `run()` blocks the event loop, so sessions live in worker threads.
 * Throws LitheError where this machine lacks the device, naming the reason.
 */
export async function createSession(model: Uint8Array, options: SessionOptions): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      executionProviders: [options.device],
      intraOpNumThreads: options.threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: options.optimize === false ? 'disabled' : 'all',
      enableCpuMemArena: options.arena,
      logSeverityLevel: 3,
      // Spinning threads steal the cores from whatever else runs: the optimizer, another session, the editor.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (error) {
    if (options.device === 'cpu') throw error;
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    throw new LitheError(`The device ${options.device} cannot be used here (${reason}); choose --device cpu`);
  }
}

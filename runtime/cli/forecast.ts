import type { RunPlan } from '../run/context.ts';
import type { RunEvent } from '../run/events.ts';

/** How far a run is and how long it will take, from how long its steps and evaluations took until now. */
export class Forecast {
  #plan: RunPlan = { folder: '', steps: 0, epochs: 0, evaluations: 0 };
  #step = 0;
  #evaluations = 0;
  readonly #pace = { step: new Pace(), evaluation: new Pace() };
  #last = Number.NaN;

  planned(plan: RunPlan, held: readonly RunEvent[]): void {
    this.#plan = plan;
    for (const event of held) this.happened(event);
    this.#last = Number.NaN;
  }

  happened(event: RunEvent): void {
    const now = Date.parse(event.time);
    const seconds = (now - this.#last) / 1000;
    this.#last = now;
    if (event.event === 'resumed') {
      this.#step = event.step;
      this.#last = Number.NaN;
    } else if (event.event === 'step') {
      this.#pace.step.add(seconds, event.step - this.#step);
      this.#step = event.step;
    } else if (event.event === 'evaluation') {
      this.#pace.evaluation.add(seconds, 1);
      this.#evaluations += 1;
    }
  }

  /** Of the whole work, in [0, 1]; steps and evaluations weighed by what each takes. */
  get share(): number {
    const { steps, evaluations } = this.#plan;
    const step = this.#pace.step.seconds ?? 1;
    const evaluation = this.#pace.evaluation.seconds ?? step;
    const whole = steps * step + evaluations * evaluation;
    return whole === 0 ? 0 : Math.min(1, (this.#step * step + this.#evaluations * evaluation) / whole);
  }

  /** Undefined until a first step or evaluation tells the pace. */
  get secondsLeft(): number | undefined {
    const { steps, evaluations } = this.#plan;
    const { step, evaluation } = this.#pace;
    if (step.seconds === undefined && evaluation.seconds === undefined) return undefined;
    const left = Math.max(0, steps - this.#step) * (step.seconds ?? 0);
    return left + Math.max(0, evaluations - this.#evaluations) * (evaluation.seconds ?? 0);
  }
}

/** Seconds of one unit of work, a moving mean that forgets the slow first ones. */
class Pace {
  seconds: number | undefined;

  add(seconds: number, units: number): void {
    if (!(units > 0) || !Number.isFinite(seconds)) return;
    const each = seconds / units;
    this.seconds = this.seconds === undefined ? each : 0.8 * this.seconds + 0.2 * each;
  }
}

import type { RunPlan } from '../run/context.ts';
import type { RunEvent } from '../run/events.ts';

/** How far a run is and how long it will take, from how long its steps and evaluations took until now. */
export class Forecast {
  #plan: RunPlan = { folder: '', steps: 0, epochs: 0, evaluations: 0 };
  #step = 0;
  #evaluations = 0;
  readonly #pace = { step: new Pace(), evaluation: new Pace() };
  #last = Number.NaN;
  #shown = 0;

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
    } else if (event.event === 'settled') {
      this.#plan = { ...this.#plan, steps: this.#step };
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
    const share = whole === 0 ? 0 : Math.min(1, (this.#step * step + this.#evaluations * evaluation) / whole);
    // What was learned about the paces may lower the share; a bar that goes back tells nobody anything.
    this.#shown = Math.max(this.#shown, share);
    return this.#shown;
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

/** Seconds of one unit of work: the mean over all that were timed, so that a slow one moves it little. */
class Pace {
  #seconds = 0;
  #units = 0;

  get seconds(): number | undefined {
    return this.#units === 0 ? undefined : this.#seconds / this.#units;
  }

  add(seconds: number, units: number): void {
    if (!(units > 0) || !Number.isFinite(seconds)) return;
    this.#seconds += seconds;
    this.#units += units;
  }
}

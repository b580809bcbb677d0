/** So many steps in a row, and the mean loss over them. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly epoch: number;
  readonly loss: number;
}

/**
 * The mean losses of epochs, from a journal that tells of steps now and then: each of its figures is the mean over the
 * steps since the one before, which are more of them where steps are fast.
 */
export class EpochLosses {
  #stretches: Stretch[] = [];
  #step = 0;

  /** The mean loss since the last told step; `epoch` counts the epochs that are behind it, and is no whole number within one. */
  told(step: number, epoch: number, loss: number): void {
    this.#stretches.push({ from: this.#step, to: step, epoch: Math.ceil(epoch), loss });
    this.#step = step;
  }

  /** What came after this step is done again. */
  goOnFrom(step: number): void {
    this.#stretches = this.#stretches
      .filter(({ from }) => from < step)
      .map((stretch) => ({ ...stretch, to: Math.min(stretch.to, step) }));
    this.#step = step;
  }

  /** Over all steps of the epoch, counted from 1; NaN where none was told. */
  of(epoch: number): number {
    const stretches = this.#stretches.filter((one) => one.epoch === epoch);
    const steps = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
    return stretches.reduce((sum, { from, to, loss }) => sum + (to - from) * loss, 0) / steps;
  }
}

import { computed, signal } from '@angular/core';
import { readFailure, type Failure } from './problem';

/** Something that is sent on demand: whether it is on its way, and why it failed the last time. */
export class Task<Kind = true> {
  private readonly current = signal<Kind | undefined>(undefined);

  /** What is on its way, for pages with several such buttons. */
  readonly busyWith = this.current.asReadonly();
  readonly isBusy = computed(() => this.current() !== undefined);
  readonly failure = signal<Failure | undefined>(undefined);

  /**
   * Does one thing at a time: nothing while another is on its way, as a second press of the button is.
   *
   * @returns whether it was done
   */
  async run(work: () => Promise<unknown>, kind = true as Kind): Promise<boolean> {
    if (this.isBusy()) return false;
    this.current.set(kind);
    this.failure.set(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      this.failure.set(readFailure(error));
      return false;
    } finally {
      this.current.set(undefined);
    }
  }
}

import { Clock } from './clock.js';

/** A clock that a test sets. */
export class ManualClock extends Clock {
  constructor(public milliseconds: number) {
    super();
  }

  override now(): number {
    return this.milliseconds;
  }

  override elapsed(): number {
    return this.milliseconds;
  }
}

/**
 * The time, injected so that a test can move it. Deadlines of holds are not compared with it but in
 * the database, whose clock all processes share.
 */
export abstract class Clock {
  /** Milliseconds since 1970. May jump, also backwards, when the machine's clock is set. */
  abstract now(): number;
  /** Milliseconds since some fixed moment. Never goes back: for measuring how long something took. */
  abstract elapsed(): number;
}

export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }

  override elapsed(): number {
    return performance.now();
  }
}

/**
 * Numbers from 0 to 1 that look like chance and are the same at each start: mulberry32, which is small, fast and good
 * enough for a picture of a sale.
 */
export class SeededNumbers {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** One of some, each as often as its weight says. */
  pick<T>(choices: readonly T[], weightOf: (choice: T) => number): T | undefined {
    const sum = choices.reduce((total, choice) => total + weightOf(choice), 0);
    let left = this.next() * sum;
    return choices.find((choice) => (left -= weightOf(choice)) < 0) ?? choices.at(-1);
  }
}

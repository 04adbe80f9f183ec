const DEFAULT_LIMIT = 200;

/** The last lines of an output that may be endless. */
export class RecentLines {
  readonly #limit: number;
  #lines: string[] = [];
  #unfinished = '';

  constructor(limit = DEFAULT_LIMIT) {
    this.#limit = limit;
  }

  add(chunk: Buffer | string): void {
    const parts = (this.#unfinished + chunk.toString()).split('\n');
    this.#unfinished = parts.pop() ?? '';
    this.#lines = [...this.#lines, ...parts].slice(-this.#limit);
  }

  toString(): string {
    return [...this.#lines, this.#unfinished].filter((line) => line !== '').join('\n');
  }
}

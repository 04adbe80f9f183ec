/**
 * The statements of a unit of work whose answers the unit does not need. They are sent, and travel
 * together with the commit behind them: where one of them fails, PostgreSQL makes a rollback of that
 * commit, and the unit throws the error.
 *
 * So such a statement must fail by itself where it did not do what it should; a count that somebody looks
 * at afterwards comes too late.
 */
export class Unawaited {
  private readonly sent: Promise<unknown>[] = [];

  add(...statements: Promise<unknown>[]): void {
    for (const statement of statements) {
      // Whoever ends the transaction hears of it; until then it must not count as unhandled.
      statement.catch(() => undefined);
      this.sent.push(statement);
    }
  }

  /** @throws what the first that failed threw; those behind it only say that something has failed */
  async done(): Promise<void> {
    const ends = await Promise.allSettled(this.sent);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

/**
 * Statements of a unit of work whose results it doesn't need. They are sent in the same round trip as the commit
 * that follows: if one fails, PostgreSQL rolls back instead, and the unit throws the error.
 *
 * Such a statement must therefore fail by itself if it did too little; checking its row count afterwards would be
 * too late.
 */
export class PipelinedStatements {
  private readonly sent: Promise<unknown>[] = [];

  add(...statements: Promise<unknown>[]): void {
    for (const statement of statements) {
      // `done` reports the failure; until then it must not count as unhandled.
      statement.catch(() => undefined);
      this.sent.push(statement);
    }
  }

  /** @throws the error of the first statement that failed; later ones only say that the transaction is aborted */
  async done(): Promise<void> {
    const ends = await Promise.allSettled(this.sent);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

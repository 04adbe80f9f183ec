import type { ThrowAwayCluster } from '@boxoffice/embedded-postgres';
import type { Undo } from '../../processes/run-to-the-end.ts';
import { BenchDatabase, BUYERS } from '../database/bench-database.ts';
import { check, type Answered } from '../database/check.ts';
import type { Generator } from '../generator/generator.ts';
import type { Job, JobResult, Line } from '../generator/job.ts';
import type { BenchOptions } from '../options.ts';
import type { ServerProcess } from '../servers/server-process.ts';
import { startOurs } from '../servers/variants.ts';
import type { TokenSigner } from '../tokens/token-signer.ts';

/** What every scenario has at hand. */
export interface Bench {
  readonly options: BenchOptions;
  readonly cluster: ThrowAwayCluster;
  readonly generator: Generator;
  /** Signs for the buyers; every API that is measured has its key. */
  readonly signer: TokenSigner;
  readonly undo: Undo;
  readonly signal: AbortSignal;
  /** Says what is being measured. */
  progress(text: string): void;
}

/** What a scenario is made on: a database of its own, the API, and what was answered. */
export class Stage {
  readonly database: BenchDatabase;
  readonly ours: ServerProcess;
  private readonly bench: Bench;
  private readonly servers: ServerProcess[] = [];
  private readonly answered: Answered = { reservations: 0, payments: 0 };

  /** Starts the API on a new database. */
  static async set(
    bench: Bench,
    name: string,
    nodeOptions: readonly string[] = [],
  ): Promise<Stage> {
    const database = await BenchDatabase.create(bench.cluster, `bench_${name}`);
    const { tokenKeys } = bench.signer;
    const ours = await startOurs(database.url, { tokenKeys, nodeOptions });
    const stage = new Stage(bench, database, ours);
    stage.endWithBench(ours);
    await database.addBuyersAndOrganiser();
    return stage;
  }

  private constructor(bench: Bench, database: BenchDatabase, ours: ServerProcess) {
    this.bench = bench;
    this.database = database;
    this.ours = ours;
  }

  /** Ends this server with the scenario, and with the bench if that ends before. */
  endWithBench(server: ServerProcess): void {
    this.servers.push(server);
    this.bench.undo(() => server.stop());
  }

  /** Runs one load; an answer that is no success ends the bench, which counts successes only. */
  async run(job: Job): Promise<JobResult> {
    this.bench.signal.throwIfAborted();
    const result = await this.bench.generator.run(job);
    if (Object.keys(result.failures).length > 0) {
      throw new Error(`Not every answer was a success: ${JSON.stringify(result.failures)}`);
    }
    return result;
  }

  /** As {@link run}, for loads that change the database; what they leave to be sealed is left. */
  async sellAndLeave(job: Job): Promise<JobResult> {
    const result = await this.run(job);
    this.answered.reservations += result.reservations;
    this.answered.payments += result.payments;
    return result;
  }

  /** As {@link sellAndLeave}, and seals the audit afterwards: the next measurement must not pay for this one. */
  async sell(job: Job): Promise<JobResult> {
    const result = await this.sellAndLeave(job);
    await this.database.sealAudit();
    return result;
  }

  /** One reservation, as it is answered. */
  async reserveOne(eventId: string, lines: readonly Line[]): Promise<object> {
    const response = await fetch(`http://127.0.0.1:${this.ours.port}/api/v1/booking/reserve`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId: String(BUYERS), eventId, tickets: lines }),
    });
    if (!response.ok) throw new Error(`The reservation was answered ${response.status}.`);
    this.answered.reservations += 1;
    return (await response.json()) as object;
  }

  /** Checks what is in the database and takes everything away. */
  async clear(): Promise<void> {
    this.bench.progress('checking the invariants');
    for (const server of this.servers) await server.stop();
    await check(this.database, this.answered);
    await this.database.drop(this.bench.cluster);
  }
}

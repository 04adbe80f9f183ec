import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PgBoss, type Job, type JobResult } from 'pg-boss';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { Settings } from '../config/settings.js';
import { DatabaseClient } from '../database/database-client.js';
import { KEEP_ALIVE, SESSION_OPTIONS, TIMEOUTS } from '../database/session-options.js';
import { JOBS_SCHEMA } from './install-jobs.js';
import { retries, type JobKind, type JobKinds } from './job-kinds.js';
import { sqlOver } from './sql-of-boss.js';

/** Carries out one job. It may be given the same job again, also while the first run still hangs. */
export type JobHandler<Kind extends JobKind> = (data: JobKinds[Kind]) => Promise<void>;

/** Jobs of one kind that a process carries out at once, where the kind does not say. */
const AT_ONCE = 5;

/**
 * How long after a commit its process looks for the job, in milliseconds. Nobody notices it, and of a
 * sale with a hundred commits a second it makes ten looks.
 */
const LOOKS_AFTER_MS = 100;

/** How often the list of queues is read again, in seconds; it changes with a new version only. */
const QUEUES_READ_AGAIN_SECONDS = 3_600;

/** pg-boss hands its options to the pool of its own, which takes those of its connections from them. */
const CONNECTIONS = { Client: DatabaseClient, ...TIMEOUTS, ...KEEP_ALIVE };

interface Carrier {
  handler: (data: object) => Promise<void>;
  atOnce: number;
}

/**
 * What follows from a transaction: written in it, carried out after it, at least once, by any process.
 *
 * A job is a row that commits with what it follows from. Processes look for jobs every few seconds;
 * the one that wrote a job looks at once when its transaction has committed. A job whose process dies
 * is taken back and given to another, so a handler must be able to run twice without harm.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly boss: PgBoss;
  private readonly retries: ReturnType<typeof retries>;
  private readonly handlers = new Map<JobKind, Carrier>();
  private readonly workers = new Map<JobKind, string>();
  private readonly looks = new Map<JobKind, NodeJS.Timeout>();
  /** What a transaction has written, until it commits. */
  private readonly written = new WeakMap<QueryRunner, Set<JobKind>>();

  constructor(
    dataSource: DataSource,
    private readonly settings: Settings,
  ) {
    this.retries = retries(settings);
    this.boss = new PgBoss({
      connectionString: settings.DATABASE_URL,
      options: SESSION_OPTIONS.jobs,
      ...CONNECTIONS,
      application_name: 'boxoffice-jobs',
      schema: JOBS_SCHEMA,
      max: settings.JOBS_POOL_SIZE,
      connectionTimeoutMillis: settings.DATABASE_WAIT_MS,
      // Installed with the migrations, by whoever may create.
      migrate: false,
      createSchema: false,
      schedule: false,
      registerInstance: false,
      superviseIntervalSeconds: settings.JOBS_SUPERVISE_SECONDS,
      monitorIntervalSeconds: settings.JOBS_SUPERVISE_SECONDS,
      queueCacheIntervalSeconds: QUEUES_READ_AGAIN_SECONDS,
      // No job waits for another.
      flowIntervalSeconds: QUEUES_READ_AGAIN_SECONDS,
    });
    this.boss.on('error', (error) => {
      this.logger.warn(`Failed, and will be tried again: ${error.message}`);
    });
    this.boss.on('warning', ({ message }) => {
      this.logger.warn(message);
    });
    dataSource.subscribers.push({
      afterTransactionCommit: ({ queryRunner }) => this.wake(queryRunner),
    });
  }

  /**
   * Says what carries a kind of job out; before the application has started.
   *
   * @param atOnce how many jobs of the kind a process carries out at once
   */
  handle<Kind extends JobKind>(kind: Kind, handler: JobHandler<Kind>, atOnce = AT_ONCE): void {
    this.handlers.set(kind, { handler: handler as Carrier['handler'], atOnce });
  }

  /**
   * Writes jobs in the caller's transaction, in one statement.
   *
   * @param manager of a transaction
   */
  async enqueue<Kind extends JobKind>(
    manager: EntityManager,
    kind: Kind,
    ...data: JobKinds[Kind][]
  ): Promise<void> {
    const { queryRunner } = manager;
    if (!queryRunner?.isTransactionActive) {
      throw new Error('A job follows from a transaction, and is written in it.');
    }
    await this.boss.insert(
      kind,
      data.map((one) => ({ data: one, ...this.retries[kind] })),
      { db: sqlOver(queryRunner) },
    );
    const written = this.written.get(queryRunner) ?? new Set<JobKind>();
    this.written.set(queryRunner, written.add(kind));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.boss.start();
    for (const [kind, { handler, atOnce }] of this.handlers) {
      const worker = await this.boss.work(
        kind,
        {
          batchSize: atOnce,
          burstWhenBatchFull: true,
          perJobResults: true,
          pollingIntervalSeconds: this.settings.JOBS_POLL_SECONDS,
        },
        (jobs: Job[]) => Promise.all(jobs.map((job) => this.carryOut(kind, job, handler))),
      );
      this.workers.set(kind, worker);
    }
  }

  /** Begins no other job, and lets those under way end. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.boss.stop({ timeout: this.settings.SHUTDOWN_TIMEOUT_MS / 2 });
  }

  private async carryOut(kind: JobKind, job: Job, handler: Carrier['handler']): Promise<JobResult> {
    try {
      await handler(job.data);
      return { id: job.id, status: 'completed' };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.logger.warn(`${kind} ${job.id} failed, and will be tried again: ${message}`);
      return { id: job.id, status: 'failed', output: { message } };
    }
  }

  /** A hint: what is not found now is found by the next look. */
  private wake(queryRunner: QueryRunner): void {
    for (const kind of this.written.get(queryRunner) ?? []) {
      const worker = this.workers.get(kind);
      if (worker === undefined || this.looks.has(kind)) continue;
      const look = setTimeout(() => {
        this.looks.delete(kind);
        this.boss.notifyWorker(worker);
      }, LOOKS_AFTER_MS);
      this.looks.set(kind, look.unref());
    }
    this.written.delete(queryRunner);
  }
}

import { PgBoss } from 'pg-boss';
import { SESSION_OPTIONS } from '../database/session-options.js';
import { JOB_KINDS, QUEUE } from './job-kinds.js';

/** The schema of the job system, beside ours in the same database. */
export const JOBS_SCHEMA = 'pgboss';

/**
 * Makes the job system's schema, or brings it up to date, and declares the queues. Done with the
 * migrations, under their lock: the running API needs no right to create.
 *
 * @param ownerUrl the database, as whoever may create in it
 */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    options: SESSION_OPTIONS.jobsOwner,
    application_name: 'boxoffice-jobs',
    max: 1,
    schema: JOBS_SCHEMA,
    // Carries out no job and watches none: it only installs.
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  let failure: unknown;
  boss.on('error', (error: unknown) => {
    failure ??= error;
  });
  try {
    await boss.start();
    for (const kind of JOB_KINDS) {
      await boss.createQueue(kind, QUEUE);
      // One that was there keeps its old options until they are told again.
      await boss.updateQueue(kind, QUEUE);
    }
  } finally {
    await boss.stop();
  }
  if (failure instanceof Error) throw failure;
}

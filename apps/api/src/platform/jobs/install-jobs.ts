import { PgBoss } from 'pg-boss';
import type { Settings } from '../config/settings.js';
import { SESSION_OPTIONS } from '../database/session-options.js';
import { queues } from './job-kinds.js';

/** The schema of the job system, beside ours in the same database. */
export const JOBS_SCHEMA = 'pgboss';

/**
 * Makes the job system's schema, or brings it up to date, and declares the queues. Done with the
 * migrations, under their lock: the running API needs no right to create.
 *
 * @param ownerUrl the database, as whoever may create in it
 */
export async function installJobs(ownerUrl: string, settings: Settings): Promise<void> {
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
    for (const { name, ...options } of queues(settings)) {
      await boss.createQueue(name, options);
      // One that was there keeps its old options until they are told again.
      await boss.updateQueue(name, options);
    }
  } finally {
    await boss.stop();
  }
  if (failure instanceof Error) throw failure;
}

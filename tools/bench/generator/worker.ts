import type { Job } from './job.ts';
import { load } from './load.ts';

/** The load generator's process: jobs come from its parent, results go back. */
process.on('message', (job) => {
  load(job as Job).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

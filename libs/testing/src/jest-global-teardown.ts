import { dropDatabasesOfThisRun } from './databases.ts';
import { ownCluster } from './own-cluster.ts';

export default async function tearDown(): Promise<void> {
  const cluster = ownCluster();
  if (cluster === undefined) await dropDatabasesOfThisRun();
  else await cluster.stop();
}

import { startTestPostgres } from '@boxoffice/tools/test-postgres';
import { keepOwnCluster } from './own-cluster.ts';
import { announceServer, givenServerUrl } from './test-server.ts';

/** `npm test` brings one server for all suites; a suite that is run alone starts its own. */
export default async function setUp(): Promise<void> {
  let url = givenServerUrl();
  if (url === undefined) {
    const cluster = await startTestPostgres();
    keepOwnCluster(cluster);
    url = cluster.url();
  }
  announceServer(url);
}

import {
  startThrowAwayCluster,
  type ThrowAwayCluster,
  type ThrowAwayOptions,
} from '@boxoffice/embedded-postgres';

/**
 * Three Jest workers share a server, with up to seven API processes each and a dozen connections per
 * process. With fewer, tests would be refused connections for what others hold.
 */
const MAX_CONNECTIONS = '500';

/**
 * A throw-away server for tests: the embedded PostgreSQL, or the one whose programs are in the folder that
 * `BOXOFFICE_TEST_POSTGRESQL_BIN` names.
 */
export function startTestPostgres(options: ThrowAwayOptions = {}): Promise<ThrowAwayCluster> {
  return startThrowAwayCluster({
    binFolder: process.env.BOXOFFICE_TEST_POSTGRESQL_BIN,
    ...options,
    settings: { max_connections: MAX_CONNECTIONS, ...options.settings },
  });
}

export { startCluster, type Cluster, type ClusterOptions } from './cluster.ts';
export {
  EmbeddedPostgresError,
  type EmbeddedPostgresErrorCode,
} from './embedded-postgres-error.ts';
export { freePort } from './free-port.ts';
export { runningClusterUrl } from './running-cluster.ts';
export type { ServerExit } from './server-process.ts';
export { canHostCluster } from './shared-folder.ts';
export { startStandby } from './standby.ts';
export {
  startThrowAwayCluster,
  type ThrowAwayCluster,
  type ThrowAwayOptions,
} from './throw-away-cluster.ts';

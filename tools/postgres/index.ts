export { CannotStart } from './cannot-start.ts';
export { startCluster, type Cluster, type ClusterOptions } from './cluster.ts';
export { projectClusterHome } from './cluster-home.ts';
export { freePort } from './free-port.ts';
export { runningClusterUrl } from './running-cluster.ts';
export { startStandby } from './standby.ts';
export {
  startThrowAwayCluster,
  type ThrowAwayCluster,
  type ThrowAwayOptions,
} from './throw-away-cluster.ts';

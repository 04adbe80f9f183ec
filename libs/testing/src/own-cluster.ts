import type { ThrowAwayCluster } from '@boxoffice/embedded-postgres';

/**
 * Jest loads its global setup and teardown separately, each with modules of its own, into one
 * process: the global object is the only place that both of them see.
 */
const shared = globalThis as { boxofficeTestCluster?: ThrowAwayCluster };

export function keepOwnCluster(cluster: ThrowAwayCluster): void {
  shared.boxofficeTestCluster = cluster;
}

export function ownCluster(): ThrowAwayCluster | undefined {
  return shared.boxofficeTestCluster;
}

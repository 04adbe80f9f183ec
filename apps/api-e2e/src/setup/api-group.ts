import {
  createTestDatabase,
  startApi,
  type RunningApi,
  type TestDatabase,
} from '@boxoffice/testing';
import { demoTemplate } from './demo-template.ts';

export type Settings = Readonly<Record<string, string>>;

/** Settings of the API as the tests mostly want it. */
const SETTINGS: Settings = {
  DEMO_IDENTITY: 'on',
  // Twenty times as often as usual, so that no test waits a second for a sweep.
  EXPIRY_SWEEP_INTERVAL_MS: '50',
};

/** How many processes of the API stand on each database, unless a test says otherwise. */
export const PROCESSES = Number(process.env.BOXOFFICE_TEST_PROCESSES ?? 1);

/** API processes on a database of their own, which holds the demo data. */
export interface ApiGroup {
  readonly databaseUrl: string;
  readonly processes: RunningApi[];
  /** Drops the database; the processes have ended by then. */
  drop(): Promise<void>;
}

/** Makes a database and starts so many processes on it. */
export async function startApiGroup(
  settings: Settings,
  processes: number,
  makeDatabase = async (): Promise<TestDatabase> =>
    createTestDatabase({ template: await demoTemplate() }),
): Promise<ApiGroup> {
  const database = await makeDatabase();
  const group: ApiGroup = {
    databaseUrl: database.url,
    processes: [],
    drop: () => database.drop(),
  };
  for (let count = 0; count < processes; count += 1) {
    group.processes.push(await startApiProcess(group.databaseUrl, settings));
  }
  return group;
}

/** @param port a free one when it is not given */
export function startApiProcess(
  databaseUrl: string,
  settings: Settings,
  port?: number,
): Promise<RunningApi> {
  return startApi({
    databaseUrl,
    ...(port !== undefined && { port }),
    env: { ...SETTINGS, ...settings },
  });
}

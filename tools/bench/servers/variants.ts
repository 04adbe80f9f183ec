import { fileURLToPath } from 'node:url';
import { API_MAIN, API_NODE_OPTIONS } from '../../start/api.ts';
import { ServerProcess } from './server-process.ts';

/** The three things that are compared. */
export type Variant = 'floor' | 'one-transaction' | 'ours';

export const VARIANT_NAMES: Readonly<Record<Variant, string>> = {
  floor: 'bare Nest on Fastify',
  'one-transaction': 'one transaction a request',
  ours: 'Boxoffice',
};

/** Everywhere: what is not about the work itself must not differ. */
const NODE_ENV = 'production';

const own = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export function startFloor(answers: object): Promise<ServerProcess> {
  const env = { NODE_ENV, ANSWERS: JSON.stringify(answers) };
  return ServerProcess.start({ main: own('floor/main.ts'), env });
}

export function startOneTransaction(databaseUrl: string): Promise<ServerProcess> {
  const env = { NODE_ENV, DATABASE_URL: databaseUrl };
  return ServerProcess.start({ main: own('one-transaction/main.ts'), env });
}

/** The API with its default settings and as `npm start` runs it, which migrates the database. */
export function startOurs(
  databaseUrl: string,
  nodeOptions: readonly string[] = [],
): Promise<ServerProcess> {
  return ServerProcess.start({
    main: API_MAIN,
    // The demo identity, which spares the sign-in, is refused in production.
    env: {
      NODE_ENV: 'development',
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'warn',
      DEMO_IDENTITY: 'on',
    },
    nodeOptions: [...API_NODE_OPTIONS, ...nodeOptions],
  });
}

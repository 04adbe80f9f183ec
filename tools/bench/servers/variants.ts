import { fileURLToPath } from 'node:url';
import { API_MAIN, API_NODE_OPTIONS, migrateDatabase } from '../../start/api.ts';
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

/** The load comes from one address, and a thousand buyers ask more often than people can. */
export const WIDE_LIMIT = '9999999/1';

/** How the API is started. */
export interface OurSettings {
  /** The keys that it verifies tokens with. */
  readonly tokenKeys: string;
  /** Options of Node itself, beside those that it always has. */
  readonly nodeOptions?: readonly string[];
}

/** The API as `npm start` runs it, on a database that is migrated first. */
export async function startOurs(
  databaseUrl: string,
  { tokenKeys, nodeOptions = [] }: OurSettings,
): Promise<ServerProcess> {
  await migrateDatabase({ PATH: process.env.PATH, DATABASE_URL: databaseUrl });
  return ServerProcess.start({
    main: API_MAIN,
    // The demo identity, which spares the sign-in, is refused in production.
    env: {
      NODE_ENV: 'development',
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'warn',
      DRAIN_MS: '0',
      DEMO_IDENTITY: 'on',
      TOKEN_KEYS: tokenKeys,
      // Left on, and so wide that nobody is refused: what counting costs is measured with the rest.
      RATE_LIMITS: 'on',
      RATE_LIMIT_DEFAULT_ADDRESS: WIDE_LIMIT,
      RATE_LIMIT_DEFAULT_ACCOUNT: WIDE_LIMIT,
      RATE_LIMIT_RESERVE_ADDRESS: WIDE_LIMIT,
      RATE_LIMIT_RESERVE_ACCOUNT: WIDE_LIMIT,
      UNPAID_TICKETS_ACCOUNT: WIDE_LIMIT,
      UNPAID_TICKETS_ACCOUNTS_ADDRESS: WIDE_LIMIT,
    },
    nodeOptions: [...API_NODE_OPTIONS, ...nodeOptions],
  });
}

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { UserRole } from '@boxoffice/contracts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';

/** What an endpoint asks of whoever calls it, as the API tells it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly rule: Rule;
  readonly asksSession: boolean;
  readonly rateLimit: string;
  readonly takesIdempotencyKey: boolean;
}

export type Rule =
  | 'anyone'
  | 'visitor'
  | 'buyer'
  | 'customer'
  | 'door_staff'
  | 'organiser'
  | 'admin'
  | 'door_device';

/** Somebody who calls: a role, or nobody in particular. */
export type Caller = 'nobody' | UserRole;

export const CALLERS: readonly Caller[] = [
  'nobody',
  'guest',
  'customer',
  'door_staff',
  'organiser',
  'admin',
];

/** Whom a rule lets in. Written here a second time, and not read from what is tested. */
export const LETS_IN: Record<Rule, readonly Caller[]> = {
  anyone: CALLERS,
  visitor: CALLERS,
  buyer: ['guest', 'customer', 'door_staff', 'organiser', 'admin'],
  customer: ['customer', 'door_staff', 'organiser', 'admin'],
  door_staff: ['door_staff', 'organiser', 'admin'],
  organiser: ['organiser', 'admin'],
  admin: ['admin'],
  // A device is nobody who signs in; what it may do says `door/door.spec.ts`.
  door_device: [],
};

const COMMAND = fileURLToPath(new URL('../../../api/dist/list-endpoints.js', import.meta.url));

/** Every endpoint of the API, as Nest has found them at its start. */
export async function endpointsOf(api: ApiUnderTest): Promise<Endpoint[]> {
  const child = spawn(process.execPath, [COMMAND], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: api.databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`The API does not tell its endpoints:\n${stderr}`);
  return JSON.parse(stdout) as Endpoint[];
}

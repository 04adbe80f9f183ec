import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger as Pino } from 'pino';
import type { DataSource } from 'typeorm';
import { UndeclaredRouteError } from './auth/undeclared-routes.js';
import { readSettings, SettingsError } from './config/read-settings.js';
import type { Settings } from './config/settings.js';
import { ApplicationRoleError } from './database/application-role.js';
import { addressOfOwner, createDataSource, type DatabaseUser } from './database/data-source.js';
import { insertDemoEvent } from './database/demo-data.js';
import { closeDemoAccounts, insertDemoUsers, openDemoAccounts } from './database/demo-users.js';
import { migrate } from './database/migrate.js';
import { createApp } from './http/create-app.js';
import { createLog } from './http/logging.js';
import { NoMachineNumberError } from './ids/machine-lease.js';

/** The process cannot start. Its message is one sentence for whoever started it. */
class StartError extends Error {}

/** Starts the API: settings, database, migrations, server; and ends it on a signal. */
export async function startApi(): Promise<void> {
  try {
    const settings = readSettings();
    const log = createLog(settings);
    await prepareDatabase(settings, log);
    const dataSource = await connect(settings);
    const app = await createApp(settings, dataSource, log);
    endOnSignal(app, dataSource, settings, log);
    await listen(app, settings);
    announce(app, settings, log);
  } catch (error) {
    if (
      error instanceof SettingsError ||
      error instanceof StartError ||
      error instanceof ApplicationRoleError ||
      error instanceof NoMachineNumberError ||
      error instanceof UndeclaredRouteError
    ) {
      process.stderr.write(`${error.message}\n`);
    } else {
      process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    }
    process.exit(1);
  }
}

/** Migrates, and puts the demo data in where that is asked for, on connections that may take long. */
async function prepareDatabase(settings: Settings, log: Pino): Promise<void> {
  const dataSource = await connect(settings, 'owner');
  try {
    await migrate(dataSource, settings, async () => {
      if (settings.DEMO_DATA && (await insertDemoEvent(dataSource))) {
        await insertDemoUsers(dataSource);
        log.info('Demo data inserted: event 1, tickets 1 to 650, users 1 to 5.');
      }
      if (settings.offersDemoUsers) await openDemoAccounts(dataSource);
      if (!settings.isPrivate) await closeDemoAccounts(dataSource);
    });
  } finally {
    await dataSource.destroy();
  }
}

async function connect(settings: Settings, user?: DatabaseUser): Promise<DataSource> {
  const dataSource = createDataSource(settings, user);
  try {
    return await dataSource.initialize();
  } catch (error) {
    const asOwner = user === 'owner' && settings.DATABASE_OWNER_URL !== undefined;
    const { host, pathname } = new URL(asOwner ? addressOfOwner(settings) : settings.DATABASE_URL);
    const setting = asOwner ? 'DATABASE_OWNER_URL' : 'DATABASE_URL';
    throw new StartError(
      `The database at ${host}${pathname} cannot be used (${setting}): ${reasonOf(error)}.`,
    );
  }
}

/** Several addresses of one name that all refuse come as one error without a message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}

async function listen(app: NestFastifyApplication, settings: Settings): Promise<void> {
  try {
    await app.listen(settings.PORT, settings.HOST);
  } catch (error) {
    // Gives the machine number back: a supervisor that starts again and again would use them all up.
    await app.close();
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${settings.PORT} on ${settings.HOST} is in use; stop what uses it, or set another PORT.`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND') {
      throw new StartError(
        `It is not possible to listen on ${settings.HOST}:${settings.PORT} (${code}); set another HOST or PORT.`,
      );
    }
    throw error;
  }
}

/**
 * Ends in order on SIGTERM and SIGINT: no new connections, requests in flight answered, the sweep
 * finished, the machine number given back, the pool closed. A second signal changes nothing, but
 * the time is limited: whatever hangs then is ended by the database and by the operating system.
 */
function endOnSignal(
  app: NestFastifyApplication,
  dataSource: DataSource,
  settings: Settings,
  log: Pino,
): void {
  let ending = false;
  const end = (signal: string): void => {
    if (ending) return;
    ending = true;
    log.info(`${signal}: ending`);
    setTimeout(() => {
      log.error('The shutdown took too long; ending at once.');
      process.exit(1);
    }, settings.SHUTDOWN_TIMEOUT_MS).unref();
    app
      .close()
      .then(() => dataSource.destroy())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'The shutdown failed.');
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
}

function announce(app: NestFastifyApplication, settings: Settings, log: Pino): void {
  const { port } = app.getHttpServer().address() as AddressInfo;
  log.info({ port, host: settings.HOST }, `Listening on http://${settings.HOST}:${port}`);
  if (settings.DEMO_IDENTITY) {
    log.warn('DEMO IDENTITY IS ON: whoever reaches this address can act as anyone.');
  }
}

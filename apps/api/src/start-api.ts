import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger as Pino } from 'pino';
import { requireAnchorFile } from './platform/audit/anchor/require-anchor-file.js';
import { readSettings } from './platform/config/read-settings.js';
import type { Settings } from './platform/config/settings.js';
import { compareClocks } from './platform/database/clocks.js';
import { connect } from './platform/database/connect.js';
import { checkLockTable } from './platform/database/lock-table.js';
import { prepareDemonstration } from './demo/prepare-demonstration.js';
import { requireLastingStatements } from './platform/database/require-lasting-statements.js';
import { requireSchema } from './platform/database/require-schema.js';
import { endOnSignal } from './end-on-signal.js';
import { createApp } from './create-app.js';
import { createLog } from './platform/http/logging.js';
import { endWith, StartError } from './start-error.js';
import { SCHEMA } from './schema/boxoffice-schema.js';

/** Starts the API: settings, database, server; and ends it on a signal. The schema is there already. */
export async function startApi(): Promise<void> {
  try {
    const settings = readSettings();
    await requireAnchorFile(settings);
    const log = createLog(settings);
    await requireLastingStatements(settings);
    const dataSource = await connect(settings, SCHEMA);
    await requireSchema(dataSource);
    await compareClocks(dataSource);
    await checkLockTable(dataSource, settings);
    await prepareDemonstration(dataSource, settings, log);
    const app = await createApp(settings, dataSource, log);
    endOnSignal(app, dataSource, settings, log);
    await listen(app, settings);
    announce(app, settings, log);
  } catch (error) {
    endWith(error);
  }
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

function announce(app: NestFastifyApplication, settings: Settings, log: Pino): void {
  const { port } = app.getHttpServer().address() as AddressInfo;
  log.info({ port, host: settings.HOST }, `Listening on http://${settings.HOST}:${port}`);
  if (settings.DEMO_IDENTITY) {
    log.warn('DEMO IDENTITY IS ON: whoever reaches this address can act as anyone.');
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger as Pino } from 'pino';
import type { DataSource } from 'typeorm';
import type { Settings } from './platform/config/settings.js';
import { Health } from './platform/service/health.js';

/**
 * Ends in order on SIGTERM and SIGINT, in two phases.
 *
 * 1. Draining, on SIGTERM: `/readyz` says that the process ends, and everything is served as before, each
 *    answer ending its connection, until a proxy in front has noticed (DRAIN_MS).
 * 2. Closing: no new connections, requests in flight answered, the sweep finished, the machine number given
 *    back, the pool closed. The time is limited (SHUTDOWN_TIMEOUT_MS): whatever hangs then is ended by the
 *    database and by the operating system.
 *
 * A second signal changes nothing.
 */
export function endOnSignal(
  app: NestFastifyApplication,
  dataSource: DataSource,
  settings: Settings,
  log: Pino,
): void {
  let ending = false;
  const end = async (signal: string, drainMs: number): Promise<void> => {
    if (ending) return;
    ending = true;
    log.info(`${signal}: ending, and serving for ${drainMs} ms more`);
    app.get(Health).beginToEnd();
    await delay(drainMs);
    setTimeout(() => {
      log.error('The shutdown took too long; ending at once.');
      process.exit(1);
    }, settings.SHUTDOWN_TIMEOUT_MS).unref();
    try {
      await app.close();
      await dataSource.destroy();
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, 'The shutdown failed.');
      process.exit(1);
    }
  };
  process.on('SIGTERM', () => void end('SIGTERM', settings.DRAIN_MS));
  // From a terminal, where somebody waits and no proxy is in front.
  process.on('SIGINT', () => void end('SIGINT', 0));
}

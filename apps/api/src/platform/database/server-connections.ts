import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { askServer, processIdOf, type ServerAnswer } from './ask-server.js';
import type { DatabaseClient } from './database-client.js';

/** How often is looked whether connections have gone silent, in milliseconds. */
const LOOK_INTERVAL_MS = 1_000;

/**
 * After how many looks without a byte from the server it is asked whether it is still there. Nearly every
 * statement is answered within milliseconds; more looks keep buyers waiting, fewer ask a busy server more often.
 * Looks and not milliseconds, so that a process that stood still does not blame the server.
 */
const SILENT_LOOKS = 3;

/**
 * All connections of this process to one server; whoever finds out that they are of no use has them replaced.
 *
 * A server that vanishes without closing its connections (no power, a firewall that has forgotten them) leaves
 * statements waiting for answers that never come, and the system notices after a quarter of an hour. So where
 * a statement has been waiting in silence, the server is asked over a new connection:
 *
 * - *no answer*: what is silent is closed, and whoever waits on it learns that nobody knows how it ended.
 * - *an answer, and the statement is being carried out*, or that cannot be known (behind a pooler): it may
 *   take as long as `TIMEOUTS` allow.
 * - *an answer, and the server does nothing for this connection*: it has lost either the statement or the
 *   answer. The connection is closed, and the idle ones are replaced, since they have likely gone the same way.
 */
export class ServerConnections {
  private readonly logger = new Logger('Database');
  private readonly clients = new Set<DatabaseClient>();
  private looks: NodeJS.Timeout | undefined;
  private asking = false;

  /** @param server as it is named in the log */
  constructor(private readonly server: string) {}

  add(client: DatabaseClient): void {
    this.clients.add(client);
    this.looks ??= setInterval(() => void this.look(), LOOK_INTERVAL_MS).unref();
  }

  delete(client: DatabaseClient): void {
    this.clients.delete(client);
    if (this.clients.size > 0) return;
    clearInterval(this.looks);
    this.looks = undefined;
  }

  /** Has every connection replaced, because this is not the server to talk to any more. */
  retireAll(): void {
    for (const client of [...this.clients]) client.retire();
  }

  private async look(): Promise<void> {
    for (const client of this.clients) client.countSilence();
    const silent = [...this.clients].filter(({ silentLooks }) => silentLooks >= SILENT_LOOKS);
    const waiting = silent.find(({ isBusy }) => isBusy);
    if (!waiting || this.asking) return;
    this.asking = true;
    try {
      const before = new Map(silent.map((client) => [client, client.silentLooks]));
      const answer = await askServer(waiting.settings);
      // What the server had answered when it was asked has come by the next look.
      await delay(LOOK_INTERVAL_MS);
      const still = silent.filter((client) => client.silentLooks > (before.get(client) ?? 0));
      this.judge(still, answer);
    } finally {
      this.asking = false;
    }
  }

  private judge(silent: DatabaseClient[], { came, working }: ServerAnswer): void {
    const lost = silent.filter(
      (client) =>
        !came || (working !== undefined && client.isBusy && !working.has(processIdOf(client))),
    );
    if (lost.length === 0) return;
    this.logger.warn(
      `The database at ${this.server} ${came ? 'has lost' : 'does not answer over'} ${lost.length} connections: they are closed, and whoever waits on them is told.`,
    );
    for (const client of lost) client.cut();
    if (came) this.retireAll();
  }
}

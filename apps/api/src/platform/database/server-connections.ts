import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { askServer, processIdOf, type ServerAnswer } from './ask-server.js';
import type { DatabaseClient } from './database-client.js';

/** Between two looks for silent connections, in milliseconds. */
const LOOK_INTERVAL_MS = 1_000;

/**
 * Looks without a byte from the server before it's asked whether it is still there. Nearly every statement is answered
 * within milliseconds: more looks would keep buyers waiting, fewer would ask a busy server too often. Counted in looks
 * and not in time, so that a process that stood still doesn't blame the server.
 */
const SILENT_LOOKS = 3;

/**
 * All connections of this process to one server, which are replaced together when they have become useless.
 *
 * If a server vanishes without closing its connections (a power cut, a firewall that forgot them), statements wait for
 * answers that never come, and the operating system notices after a quarter of an hour. So if a statement has waited
 * in silence, the server is asked over a new connection:
 *
 * - *no answer*: silent connections are closed; the outcome of their statements is unknown.
 * - *an answer, and the statement is being executed* (or, behind a pooler, nobody knows): it may take as long as
 *   `TIMEOUTS` allow.
 * - *an answer, but nothing is being executed for this connection*: the statement or its answer was lost. The
 *   connection is closed, and idle ones are replaced, since they probably went the same way.
 */
export class ServerConnections {
  private readonly logger = new Logger('Database');
  private readonly clients = new Set<DatabaseClient>();
  private looks: NodeJS.Timeout | undefined;
  private asking = false;

  /** @param server its name in the log */
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

  /** Replaces every connection. */
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
      // Answers that were on their way have arrived by the next look.
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

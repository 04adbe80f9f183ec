import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { ServerConnections } from './server-connections.js';
import { meaningOfSqlState } from './sql-states.js';

/** Told to the pool about an idle connection; no request was on it. */
const RETIRED = 'Connection terminated: the server is not the one to talk to any more.';

/** Told to those who wait for an answer on a connection that was cut. */
const CUT = 'Connection terminated: the server is silent.';

/**
 * How long connecting may take, in milliseconds. An attempt that began while the server was away may never be
 * answered, and takes a place in the pool until it's given up.
 */
const CONNECTS_WITHIN_MS = 5_000;

/** Open connections by their server. */
const servers = new Map<string, ServerConnections>();

/** The part of a `pg.Client` that reads and writes: its socket, and an event for every message. */
interface Wire extends EventEmitter {
  stream: Socket;
}

/** The part of a `pg.Client` that knows the statement being answered. */
interface Answering {
  _getActiveQuery(): { handleError(error: Error, wire: Wire): void } | null | undefined;
}

/**
 * The function of PostgreSQL that waits for synchronous standbys, as its warning names it. The warning's words are
 * in the server's language.
 */
const WAITS_FOR_STANDBY = 'SyncRepWaitForLSN';

/**
 * A transaction was committed on this server, but perhaps not replicated. Reporting success would promise what a
 * failover can take back.
 */
export class UnreplicatedCommitError extends Error {
  /** transaction_resolution_unknown */
  readonly code = '08007';

  constructor() {
    super('The commit may not have been replicated.');
  }
}

/**
 * A connection that notices when it has become useless (`sql-states.ts`), whoever's statement showed it; a pool would
 * go on handing it out. And a commit that PostgreSQL reports with a warning fails: {@link UnreplicatedCommitError}.
 *
 * States: *open* → *retired*, when this connection or another one to the same server got a refusal that concerns
 * it → *closed*, at once or after the transaction that is under way.
 */
export class DatabaseClient extends pg.Client {
  /** The settings that it was created with. */
  readonly settings: pg.ClientConfig;
  /** Calls of {@link countSilence} in a row that found nothing received; counted anew when a statement is sent. */
  silentLooks = 0;
  private readonly server: string;
  private bytesHeard = 0;
  private busy = false;
  private retired = false;

  constructor(config: pg.ClientConfig = {}) {
    const { connectionTimeoutMillis = CONNECTS_WITHIN_MS } = config;
    super({
      ...config,
      connectionTimeoutMillis: Math.min(connectionTimeoutMillis, CONNECTS_WITHIN_MS),
    });
    this.settings = config;
    this.server = serverOf(this.host, this.port);
    this.wire.on('errorMessage', ({ code }: { code?: string }) => this.heed(code));
    this.on('notice', ({ routine }) => {
      if (routine === WAITS_FOR_STANDBY) this.failWhatIsAnswered(new UnreplicatedCommitError());
    });
    this.on('drain', () => {
      this.busy = false;
      if (this.retired && !this.isInTransaction) void this.end().catch(() => undefined);
    });
    this.once('connect', () => connectionsTo(this.server).add(this));
    this.once('end', () => connectionsTo(this.server).delete(this));
    this.noteQueries();
  }

  /** `pg` doesn't declare it. */
  protected get wire(): Wire {
    return (this as unknown as { connection: Wire }).connection;
  }

  /**
   * Closes the connection as soon as nothing is under way on it. Its pool notices by the connection's end if it's
   * idle, or else when it's released.
   */
  retire(): void {
    if (this.retired) return;
    this.retired = true;
    if (this.busy || this.isInTransaction) return;
    // The pool listens, and drops it at once: nobody gets a connection that is closing.
    if (this.listenerCount('error') > 0) this.emit('error', new Error(RETIRED));
    else void this.end();
  }

  /** Whether a statement is under way. */
  get isBusy(): boolean {
    return this.busy;
  }

  /** To be called regularly: notes whether the server has sent anything since the last call. */
  countSilence(): void {
    const { bytesRead } = this.wire.stream;
    this.silentLooks = bytesRead === this.bytesHeard ? this.silentLooks + 1 : 0;
    this.bytesHeard = bytesRead;
  }

  /** Closes the connection at once. How the statement under way ended stays unknown. */
  cut(): void {
    this.wire.stream.destroy(new Error(CUT));
  }

  private get isInTransaction(): boolean {
    const status = this.getTransactionStatus();
    return status === 'T' || status === 'E';
  }

  private heed(code: string | undefined): void {
    const after = meaningOfSqlState(code)?.connections;
    if (after === 'replaced') this.retire();
    if (after === 'all replaced') retireConnectionsTo(this.server);
  }

  /** The success that PostgreSQL sends next is then ignored. */
  private failWhatIsAnswered(error: Error): void {
    (this as unknown as Answering)._getActiveQuery()?.handleError(error, this.wire);
  }

  private noteQueries(): void {
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    Object.assign(this, {
      query: (...args: unknown[]) => {
        if (!this.busy) this.silentLooks = 0;
        this.busy = true;
        return query(...args);
      },
    });
  }
}

/** Replaces every connection to a server, for example after a failover. */
export function retireConnectionsTo(server: string): void {
  connectionsTo(server).retireAll();
}

/** The server of a data source, in the form that {@link retireConnectionsTo} takes. */
export function databaseServer({ options }: DataSource): string {
  const { host, port } = new pg.Client(options.type === 'postgres' ? options.url : undefined);
  return serverOf(host, port);
}

function serverOf(host: string, port: number): string {
  return `${host}:${port}`;
}

function connectionsTo(server: string): ServerConnections {
  const connections = servers.get(server) ?? new ServerConnections(server);
  servers.set(server, connections);
  return connections;
}

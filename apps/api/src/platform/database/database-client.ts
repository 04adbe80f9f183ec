import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { ServerConnections } from './server-connections.js';
import { meaningOfSqlState } from './sql-states.js';

/** What a pool is told of an idle connection; nobody's request was on it. */
const RETIRED = 'Connection terminated: the server is not the one to talk to any more.';

/** What whoever waits on a connection is told whose server is silent. */
const CUT = 'Connection terminated: the server is silent.';

/**
 * How long a server gets to let us in, in milliseconds. A try that was begun while nobody was there may never be
 * answered, and keeps its place in the pool until then.
 */
const CONNECTS_WITHIN_MS = 5_000;

/** Open connections by the server that they lead to. */
const servers = new Map<string, ServerConnections>();

/** What a `pg.Client` is made of: what travels, and every message that comes. */
interface Wire extends EventEmitter {
  stream: Socket;
}

/** What a `pg.Client` knows of the statement whose answer is coming. */
interface Answering {
  _getActiveQuery(): { handleError(error: Error, wire: Wire): void } | null | undefined;
}

/**
 * PostgreSQL's function that waits for the synchronous standbys, as it stands in what it says: the words are in
 * the server's language.
 */
const WAITS_FOR_STANDBY = 'SyncRepWaitForLSN';

/**
 * A commit is done on the server that was asked, and perhaps on no other: whoever is told that it is done would
 * be told what a failover takes back.
 */
export class UnreplicatedCommitError extends Error {
  /** transaction_resolution_unknown */
  readonly code = '08007';

  constructor() {
    super('The commit may not have been replicated.');
  }
}

/**
 * A connection that knows when it is of no use any more, whoever has sent the statement that showed it:
 * see `sql-states.ts`. A pool would keep it, and give it to one request after the other. And one that takes no
 * commit for done that PostgreSQL calls done with a warning ({@link UnreplicatedCommitError}).
 *
 * States: *open* → *retired*, when it or another connection to the same server was refused in a way that
 * concerns it → *closed*, at once where nothing is under way, else behind the transaction that is.
 */
export class DatabaseClient extends pg.Client {
  /** As it was connected. */
  readonly settings: pg.ClientConfig;
  /** How often {@link countSilence} has found that nothing came; since a statement was sent, where one is under way. */
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

  /** How to reach what is sent and received. */
  protected get wire(): Wire {
    return (this as unknown as { connection: Wire }).connection;
  }

  /**
   * Closes the connection as soon as nothing is under way on it. A pool notices: where the connection lies
   * idle, by its end; where somebody has it, when it comes back.
   */
  retire(): void {
    if (this.retired) return;
    this.retired = true;
    if (this.busy || this.isInTransaction) return;
    // Its pool takes it out at this very moment, so that nobody is given a connection that is closing.
    if (this.listenerCount('error') > 0) this.emit('error', new Error(RETIRED));
    else void this.end();
  }

  /** Whether a statement is under way. */
  get isBusy(): boolean {
    return this.busy;
  }

  /** To be called regularly: notes whether the server has sent anything since. */
  countSilence(): void {
    const { bytesRead } = this.wire.stream;
    this.silentLooks = bytesRead === this.bytesHeard ? this.silentLooks + 1 : 0;
    this.bytesHeard = bytesRead;
  }

  /** Closes the connection at once; how the statement under way ended stays unknown. */
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

  /** The success that comes behind it is no answer any more. */
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

/** Has every connection to a server replaced, because it is not the one to talk to any more. */
export function retireConnectionsTo(server: string): void {
  connectionsTo(server).retireAll();
}

/** The server of a data source's connections, as {@link retireConnectionsTo} takes it. */
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

import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * The address of a database that leads to one server or another, as a name, a virtual address or a proxy
 * does. Connections that are open stay where they are.
 */
export class DatabaseAddress {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: number;
  #isVanished = false;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#lead(client));
  }

  /** @param target port of the server that it leads to at first */
  static async to(target: number): Promise<DatabaseAddress> {
    const address = new DatabaseAddress(target);
    await new Promise<void>((resolve) => address.#server.listen(0, '127.0.0.1', resolve));
    return address;
  }

  /** @param url of the database, at whichever server */
  url(url: string): string {
    const address = new URL(url);
    address.port = String((this.#server.address() as AddressInfo).port);
    return address.href;
  }

  /** From here on it leads there whoever connects. */
  leadTo(target: number): void {
    this.#target = target;
  }

  /**
   * From here on nothing arrives any more, on either side, and nobody is told, as where a host has lost its
   * power or a firewall its memory. Connections from before stay so for ever, also once new ones arrive again.
   */
  vanish(): void {
    this.#isVanished = true;
    for (const socket of this.#sockets) forget(socket);
  }

  /** New connections arrive again. */
  comeBack(): void {
    this.#isVanished = false;
  }

  /** Closes all connections at once, as a proxy does that is restarted: with a reset on both sides. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #lead(client: Socket): void {
    this.#sockets.add(client);
    client.once('close', () => this.#sockets.delete(client));
    if (this.#isVanished) {
      forget(client);
      return;
    }
    const server = connect(this.#target, '127.0.0.1');
    this.#sockets.add(server);
    server.once('close', () => this.#sockets.delete(server));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.once('close', () => other.destroy());
      one.pipe(other);
    }
  }
}

/** Neither what comes nor the end is passed on. */
function forget(socket: Socket): void {
  socket.unpipe();
  socket.removeAllListeners('close');
  socket.removeAllListeners('error');
  socket.on('error', () => undefined);
  socket.pause();
}

import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * The address of a database that leads to one server or another, as a name, a virtual address or a proxy
 * does. Connections that are open stay where they are.
 */
export class DatabaseAddress {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: number;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => {
      const server = connect(this.#target, '127.0.0.1');
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => other.destroy());
        one.once('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
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

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

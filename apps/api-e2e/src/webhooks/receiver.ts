import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { until } from '../setup/until.ts';

/** A request that a receiver got. */
export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What a message says. */
export interface Told {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An organiser's own system, on this machine: each path is an endpoint, which answers 200 unless a test says else. */
export class Receiver {
  private readonly requests = new Map<string, Received[]>();
  private readonly answers = new Map<string, (response: ServerResponse) => void>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const path = request.url ?? '';
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { headers } = request;
        const text = Buffer.concat(parts).toString('utf8');
        this.at(path).push({ id: String(headers['webhook-id']), headers, text });
        const answer = this.answers.get(path);
        if (answer) answer(response);
        else response.end('ok');
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** What an endpoint got, in order. */
  at(path: string): Received[] {
    const known = this.requests.get(path) ?? [];
    this.requests.set(path, known);
    return known;
  }

  answer(path: string, answer: (response: ServerResponse) => void): void {
    this.answers.set(path, answer);
  }

  async untilGot(path: string, count: number): Promise<Received[]> {
    return until(`${path} got ${count} requests`, () => {
      const got = this.at(path);
      return got.length >= count ? got : undefined;
    });
  }
}

/** Reads a message as a receiver does that trusts nobody. */
export function verified({ text, headers }: Received, secret: string): Told {
  return new Webhook(secret).verify(text, headers as Record<string, string>) as Told;
}

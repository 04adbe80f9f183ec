import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request, as a provider reads it. */
export interface ProviderCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a provider answers. */
export interface ProviderAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the servers of all providers have in common: they can be asked, fail, and lose answers. */
export interface LocalProvider {
  readonly url: string;
  /** What was asked, in order. */
  readonly calls: readonly ProviderCall[];
  /** Does what the next calls ask for, and ends the connection instead of answering. */
  loseAnswers(count: number): void;
  /** Answers the next calls with an error, and does nothing. */
  failNext(status: number, count?: number): void;
  stop(): Promise<void>;
}

/** Serves a provider on a free port of this machine. */
export async function serveProvider(
  answer: (call: ProviderCall) => ProviderAnswer,
): Promise<LocalProvider> {
  const calls: ProviderCall[] = [];
  const failing: number[] = [];
  let lost = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request);
    calls.push(call);
    const failure = failing.shift();
    const { status, body, headers } = failure
      ? { status: failure, body: { error: { type: 'api_error' }, name: 'INTERNAL_ERROR' } }
      : { headers: {}, ...answer(call) };
    if (lost > 0) {
      lost -= 1;
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    calls,
    loseAnswers: (count) => {
      lost = count;
    },
    failNext: (status, count = 1) => {
      failing.push(...Array<number>(count).fill(status));
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function callOf(request: IncomingMessage): Promise<ProviderCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  return {
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Remembers answers by idempotency key. */
export class Answered {
  private readonly answers = new Map<string, { asked: string; answer: ProviderAnswer }>();

  /** Answers a key once, and then always the same; another request with that key is refused. */
  once(
    key: string | undefined,
    { method, path, body }: ProviderCall,
    answer: () => ProviderAnswer,
    refusal: ProviderAnswer,
  ): ProviderAnswer {
    if (key === undefined) return answer();
    const asked = `${method} ${path} ${body}`;
    const known = this.answers.get(key);
    if (known) return known.asked === asked ? known.answer : refusal;
    const first = answer();
    // As providers do: what was wrong by itself is forgotten. A copy, as things change afterwards.
    if (first.status < 500) this.answers.set(key, { asked, answer: structuredClone(first) });
    return first;
  }
}

import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Response } from '@boxoffice/testing';

interface RawRequest {
  readonly url: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request with headers that `fetch` does not let anybody set (`Host`), and a path as it stands. */
export async function rawRequest({
  url,
  path,
  method = 'GET',
  headers = {},
  body,
}: RawRequest): Promise<Response<unknown>> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = send({ hostname, port, path, method, headers, agent: false }, (incoming) => {
      text(incoming).then((received) => {
        const isJson = received !== '' && (incoming.headers['content-type'] ?? '').includes('json');
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers as Record<string, string>,
          body: isJson ? (JSON.parse(received) as unknown) : received,
        });
      }, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ProblemCode } from '@boxoffice/contracts';
import type { ConnectionError, FastifyInstance } from 'fastify';
import { DomainError } from '../problems/domain-error.js';
import { PROBLEM_KINDS } from './problem-kinds.js';
import type { Headers } from './security-headers.js';

/** Largest headers, with the address, in bytes: a token and a cookie need one kilobyte. */
export const HEADERS_LIMIT_BYTES = 8 * 1024;

/** Most headers that are read; what comes after them is not. A browser sends some twenty. */
const HEADERS_MAX = 100;

/** Longest address: a search for a name of 255 letters, each written as twelve characters, fits. */
const ADDRESS_MAX = 4_096;

/** Refuses what is longer than any sensible request, before it is looked into. */
export function limitRequests(fastify: FastifyInstance): void {
  fastify.server.maxHeadersCount = HEADERS_MAX;
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!hasOneHost(request.raw)) {
      done(new DomainError(ProblemCode.BadRequest, 'The request must name one host.'));
      return;
    }
    if (request.url.length <= ADDRESS_MAX) {
      done();
      return;
    }
    done(
      new DomainError(
        ProblemCode.UriTooLong,
        `The address must not be longer than ${ADDRESS_MAX} characters.`,
      ),
    );
  });
}

/** What no name of a host, and no port, has in it (RFC 3986, 3.2.2). */
const NO_HOST = /[^\w.~!$&'()*+,;=:[\]%-]/;

/**
 * RFC 9112, 3.2: a second `Host`, or one that is none, is refused. Node takes the first, and what stands before
 * us may have gone by the other.
 */
function hasOneHost({ rawHeaders, headers }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts < 2 && !NO_HOST.test(headers.host ?? '');
}

/** What Node says about a request that it could not read, and what we say. */
const BROKEN = new Map<string, { code: ProblemCode; detail: string }>([
  [
    'HPE_HEADER_OVERFLOW',
    {
      code: ProblemCode.HeadersTooLarge,
      detail: `The headers must not be larger than ${HEADERS_LIMIT_BYTES / 1024} kB.`,
    },
  ],
]);

/**
 * Answers, as a problem, what is no HTTP or too much of it: nothing else of ours has seen it.
 *
 * @param headers of every answer
 */
export function answerBrokenRequest(
  error: ConnectionError,
  socket: Socket,
  headers: Headers,
): void {
  // The other side is gone, or an answer is on its way already.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, detail } = BROKEN.get(error.code) ?? {
    code: ProblemCode.BadRequest,
    detail: 'The request is not well-formed.',
  };
  const { status, title } = PROBLEM_KINDS[code];
  const body = JSON.stringify({
    type: `urn:boxoffice:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail,
    code,
    error: { message: detail, status },
  });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  preSerializationHookHandler,
  RouteOptions,
} from 'fastify';
import Negotiator from 'negotiator';
import type { ForManyConfig } from './openapi-answers.js';

/**
 * What caches between us and the crowd may do with such an answer: keep it for a second, and give it for one
 * more while they ask for the next. Counts are half a second old anyway. Browsers ask each time.
 */
const CACHE_CONTROL = 'public, max-age=0, s-maxage=1, stale-while-revalidate=1';

/** The codings that we have; among equals, the client's order counts. */
const CODINGS = ['br', 'gzip', 'identity'];

/** Four fifths of the smallest size, in a tenth of the time: an answer lives for half a second. */
const BROTLI_QUALITY = 5;

/** An answer that many get: written, hashed and compressed once, when somebody first asks for it so. */
class SharedAnswer {
  readonly text: string;
  readonly etag: string;
  private readonly compressed = new Map<string, Buffer>();

  constructor(answer: object, identity: object) {
    this.text = JSON.stringify(answer);
    const said = identity === answer ? this.text : JSON.stringify(identity);
    // Weak: the same, whatever its coding.
    this.etag = `W/"${createHash('sha1').update(said).digest('base64url')}"`;
  }

  in(coding: string | undefined): string | Buffer {
    if (coding !== 'br' && coding !== 'gzip') return this.text;
    const known = this.compressed.get(coding);
    if (known) return known;
    const bytes =
      coding === 'br'
        ? brotliCompressSync(this.text, {
            params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
          })
        : gzipSync(this.text);
    this.compressed.set(coding, bytes);
    return bytes;
  }
}

/** The shared answers by their body. An answer that nobody keeps any more takes its texts with it. */
const answers = new WeakMap<object, SharedAnswer>();

/**
 * Marks an answer that the very same object is given as to many, so that it is written as JSON once: to a
 * thousand viewers of an event, that takes longer than everything else that is done for them. Caches may
 * keep it: it must be the same for everybody, and say nothing about anybody.
 *
 * @param answer the whole body; frozen, as it must not change after its text is made
 * @param identity what makes it another answer; without what changes while it says the same
 */
export function shared<T extends object>(answer: T, identity: object = answer): T {
  Object.freeze(answer);
  answers.set(answer, new SharedAnswer(answer, identity));
  return answer;
}

/**
 * Has the routes that declare `@ForMany` send what is {@link shared} as it was written and, where the client takes
 * it, compressed; or 304, where the client has it. The other routes are left as they are: buying pays nothing.
 */
export function sendSharedAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route: RouteOptions) => {
    const { forMany } = (route.config ?? {}) as ForManyConfig;
    if (forMany === true) route.preSerialization = sendShared;
  });
}

const sendShared: preSerializationHookHandler = (request, reply, body: unknown, done) => {
  const answer = typeof body === 'object' && body !== null ? answers.get(body) : undefined;
  if (answer === undefined) {
    done(null, body);
    return;
  }
  // `null` is no text, but a body that is not there.
  void reply.serializer((bytes: string | Buffer | null) => bytes as string);
  done(null, represent(answer, request, reply));
};

/** The body in one of its codings; null where the client has it already. */
function represent(
  answer: SharedAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): string | Buffer | null {
  const { headers } = request;
  void reply.headers({
    'cache-control': CACHE_CONTROL,
    etag: answer.etag,
    vary: [reply.getHeader('vary'), 'Accept-Encoding'].filter(Boolean).join(', '),
  });
  if (isKnownTag(headers['if-none-match'], answer.etag)) {
    void reply.status(304).removeHeader('content-type');
    return null;
  }
  if (headers['accept-encoding'] === undefined) return answer.text;
  const coding = new Negotiator(request.raw).encoding(CODINGS);
  if (coding === 'br' || coding === 'gzip') void reply.header('content-encoding', coding);
  return answer.in(coding);
}

/** Whether `If-None-Match` names it, compared weakly (RFC 9110, 13.1.2). */
export function isKnownTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = etag.replace(/^W\//, '');
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag.replace(/^W\//, '') === opaque);
}

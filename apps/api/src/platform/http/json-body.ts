import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemCode } from '@boxoffice/contracts';
import { keepBytes } from './raw-body.js';
import { DomainError } from '../problems/domain-error.js';

/**
 * Deepest nesting of a body. The deepest sensible one has three levels; what is read later calls
 * itself for each level, and tens of thousands of them fit into a body and not onto the stack.
 */
const NESTING_MAX = 32;

/**
 * Reads JSON bodies, and no others. Fastify would also read `text/plain`, which a page of any other
 * site may send without asking first; JSON it may not.
 *
 * An empty body counts as none: clients send the header on requests that have nothing to say. One that is
 * packed, or in another encoding than UTF-8, is refused and not guessed at.
 */
export function readJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request, bytes: Buffer, done) => {
      keepBytes(request, bytes);
      // Read as text anyway, a broken letter would become U+FFFD, and be kept as somebody's name.
      if (!isUtf8(bytes)) {
        done(malformed('The body must be UTF-8.'));
        return;
      }
      const body = bytes.toString();
      if (body.trim() === '') done(null, undefined);
      else if (isNestedTooDeep(body)) done(tooDeep());
      else void parse(request, body, done);
    },
  );
  fastify.addHook('onRequest', (request, reply, done) => {
    const refusal = refusalOfEncoding(request);
    if (refusal) void reply.header('accept-encoding', 'identity');
    done(refusal);
  });
}

/** `charset` of a media type, in quotes or not. */
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

function refusalOfEncoding({ headers }: FastifyRequest): DomainError | undefined {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  if (coding === 'identity' && (charset === 'utf-8' || charset === 'utf8')) return undefined;
  return new DomainError(
    ProblemCode.UnsupportedMediaType,
    'The body must be UTF-8, and not packed: without a Content-Encoding.',
  );
}

/** Counts brackets outside of strings; what is no JSON at all is left to the parser. */
function isNestedTooDeep(body: string): boolean {
  if (!opensMoreThan(NESTING_MAX, body)) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < body.length; index += 1) {
    const character = body[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > NESTING_MAX) return true;
    } else if (character === '}' || character === ']') {
      depth -= 1;
    }
  }
  return false;
}

/**
 * Whether there are more brackets than that, in strings too. Nearly every body has fewer, and is then
 * not deep: a search for one character is many times faster than looking at each.
 */
function opensMoreThan(count: number, body: string): boolean {
  let opened = 0;
  for (const bracket of ['{', '[']) {
    let at = body.indexOf(bracket);
    while (at !== -1) {
      opened += 1;
      if (opened > count) return true;
      at = body.indexOf(bracket, at + 1);
    }
  }
  return false;
}

function tooDeep(): DomainError {
  return malformed(`The body must not be nested deeper than ${NESTING_MAX} levels.`);
}

function malformed(detail: string): DomainError {
  return new DomainError(ProblemCode.MalformedJson, detail);
}

import { Readable } from 'node:stream';
import { ProblemCode } from '@boxoffice/contracts';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../problems/domain-error.js';

/** Longest that an upload may take to arrive, in milliseconds: 10 MB at 3 Mbit/s. */
const ARRIVES_WITHIN_MS = 30_000;

interface UploadConfig {
  takesUpload?: boolean;
}

/** Says that a route takes a file as its body. It is read when the route asks for it, by {@link readUpload}. */
export function TakesUpload(): MethodDecorator {
  return RouteConfig({ takesUpload: true } satisfies UploadConfig);
}

/** Leaves images unread until a route asks for them: whoever may not upload fills no memory. Other routes take none. */
export function takeUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(/^image\//, (request, payload, done) => {
    const { takesUpload } = request.routeOptions.config as UploadConfig;
    if (takesUpload === true) done(null, payload);
    else done(unsupported());
  });
}

/**
 * The file that a request brings.
 *
 * @throws DomainError UNSUPPORTED_MEDIA_TYPE where it brings none; BODY_TOO_LARGE; BAD_REQUEST where it doesn't
 * arrive
 */
export async function readUpload(request: FastifyRequest, bytesMax: number): Promise<Buffer> {
  const { body } = request;
  if (!(body instanceof Readable)) throw unsupported();
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw tooLarge(bytesMax);
  const timer = setTimeout(
    () => body.destroy(new Error('The upload takes too long.')),
    ARRIVES_WITHIN_MS,
  );
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bytesMax) break;
      chunks.push(chunk);
    }
  } catch {
    throw new DomainError(ProblemCode.BadRequest, 'The file did not arrive whole.');
  } finally {
    clearTimeout(timer);
  }
  if (size > bytesMax) throw tooLarge(bytesMax);
  return Buffer.concat(chunks);
}

function tooLarge(bytesMax: number): DomainError {
  return new DomainError(
    ProblemCode.BodyTooLarge,
    `The file must not be larger than ${bytesMax / 1024 / 1024} MB.`,
  );
}

function unsupported(): DomainError {
  return new DomainError(
    ProblemCode.UnsupportedMediaType,
    'The body must be an image, with its type in Content-Type.',
  );
}

import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../config/settings.js';

/**
 * Whether a request comes from this machine, and under a name of this machine: a page elsewhere on
 * the web may let a name of its own point here (DNS rebinding). Behind a trusted proxy it counts
 * whom the proxy speaks for.
 */
export function isFromThisMachine(request: FastifyRequest): boolean {
  const { remoteAddress = '' } = request.socket;
  return (
    [remoteAddress, request.ip].every((address) => isLoopback(address.replace(/^::ffff:/, ''))) &&
    isLoopback(withoutBrackets(request.hostname))
  );
}

/** Whether a page's origin, as browsers name it, is of this machine. */
export function isOriginOfThisMachine(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(withoutBrackets(new URL(origin).hostname));
}

/** `[::1]` gives `::1`. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

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

/** `[::1]` gives `::1`. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

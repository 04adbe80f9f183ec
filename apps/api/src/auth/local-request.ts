import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../config/settings.js';

/**
 * Whether a request comes from this machine and means it: sent to a loopback address under a loopback
 * name, so that a page elsewhere cannot send it through a name that it lets point here (DNS rebinding).
 */
export function isLocal(request: FastifyRequest): boolean {
  const remote = request.socket.remoteAddress ?? '';
  return (
    isLoopback(remote.replace(/^::ffff:/, '')) && isLoopback(withoutBrackets(request.hostname))
  );
}

/** Whether an origin, as browsers name it, is of this machine. */
export function isLocalOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(withoutBrackets(new URL(origin).hostname));
}

/** `[::1]` gives `::1`. */
function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../config/settings.js';
import { canonicalAddress } from '../http/caller-address.js';

/** What proxies add, beside all that begins with `x-forwarded`: who asked them, or that they were asked. */
const FORWARDING_HEADERS: ReadonlySet<string> = new Set([
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'cf-ray',
  'fastly-client-ip',
  'x-original-forwarded-for',
  'x-original-host',
]);

/**
 * Whether a request comes from this machine, and under a name of this machine: a page elsewhere on
 * the web may let a name of its own point here (DNS rebinding). What a proxy or a tunnel has passed on is
 * somebody else's, wherever the proxy stands.
 */
export function isFromThisMachine(request: FastifyRequest): boolean {
  return (
    !isForwarded(request) &&
    isLoopback(canonicalAddress(request.socket.remoteAddress) ?? '') &&
    isLoopback(withoutBrackets(request.hostname))
  );
}

function isForwarded({ headers }: FastifyRequest): boolean {
  return Object.keys(headers).some(
    (name) => name.startsWith('x-forwarded') || FORWARDING_HEADERS.has(name),
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

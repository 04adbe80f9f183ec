import { isIP, isIPv4 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';

/** Networks that have a name in the settings, and what `ipaddr.js` calls them. */
const NAMED_NETWORKS: Readonly<Record<string, string>> = {
  loopback: 'loopback',
  linklocal: 'linkLocal',
  uniquelocal: 'private uniqueLocal',
};

/**
 * The one spelling of an address, whatever stands around it: `192.0.2.5:4000`, `[::1]:80`, `fe80::1%eth0` and
 * `::ffff:192.0.2.5` are what proxies write. Undefined where it is none: `unknown`, `0x7f.1`, a name.
 */
export function canonicalAddress(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  // What most of them are.
  if (isIPv4(written)) return written;
  const bare = withoutPort(written.trim()).split('%')[0] ?? '';
  return isIP(bare) === 0 ? undefined : ipaddr.process(bare).toString();
}

function withoutPort(written: string): string {
  const [, inBrackets, beforePort] =
    /^\[([^\]]*)\](?::\d{1,5})?$|^([\d.]+):\d{1,5}$/.exec(written) ?? [];
  return inBrackets ?? beforePort ?? written;
}

/** Whether an address is of one of the proxies in front, as {@link canonicalAddress} is asked about each. */
export function proxyCheck(proxies: string[]): (address: string | undefined) => boolean {
  const rules = proxies.map((proxy): ((address: ipaddr.IPv4 | ipaddr.IPv6) => boolean) => {
    const names = NAMED_NETWORKS[proxy.toLowerCase()]?.split(' ');
    if (names) return (address) => names.includes(address.range());
    const [network, bits] = proxy.includes('/') ? ipaddr.parseCIDR(proxy) : wholeAddress(proxy);
    return (address) => address.kind() === network.kind() && address.match(network, bits);
  });
  return (written) => {
    const address = canonicalAddress(written);
    return address !== undefined && rules.some((isMeant) => isMeant(ipaddr.parse(address)));
  };
}

function wholeAddress(address: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const parsed = ipaddr.process(address);
  return [parsed, parsed.kind() === 'ipv4' ? 32 : 128];
}

/**
 * Who is calling: the last address before the trusted proxies. What is written there and is no address is
 * nobody's word: then it is the peer. Undefined once the connection is gone.
 */
export function callerAddress(request: FastifyRequest): string | undefined {
  return canonicalAddress(request.ip) ?? canonicalAddress(request.socket.remoteAddress);
}

/**
 * Says once if requests come with forwarded addresses from somebody who is not trusted: behind a proxy that
 * `TRUSTED_PROXIES` does not name, all buyers share one rate limit.
 */
export function warnAboutUnknownProxies(
  fastify: FastifyInstance,
  isProxy: (address: string | undefined) => boolean,
): void {
  let isSaid = false;
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { headers, socket } = request;
    if (!isSaid && ('x-forwarded-for' in headers || 'forwarded' in headers)) {
      const peer = socket.remoteAddress;
      if (peer !== undefined && !isProxy(peer)) {
        isSaid = true;
        request.log.warn(
          { peer },
          'A request names a forwarded address, but TRUSTED_PROXIES does not name its sender, so it was not believed. If that is your proxy, all its callers share one rate limit.',
        );
      }
    }
    done();
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort, request } from '@boxoffice/testing';
import { until } from '../setup/until.ts';

/** How often the proxy looks whether a server is ready; one failure is enough for it. */
export const CHECK_INTERVAL_MS = 250;

/** A plain proxy in front of several API processes. */
export interface Proxy {
  readonly url: string;
  /** Settles once it sends requests to that many servers. */
  untilReady(servers: number): Promise<void>;
  stop(): Promise<void>;
}

/** Debian's haproxy, told to try nothing twice and nothing elsewhere: what it cannot send is an error. */
function configuration(port: number, statsPort: number, servers: readonly number[]): string {
  return `
defaults
  mode http
  timeout connect 60s
  timeout client 120s
  timeout server 120s
  timeout check 60s
  retries 0
frontend portal
  bind 127.0.0.1:${String(port)}
  default_backend api
frontend stats
  bind 127.0.0.1:${String(statsPort)}
  stats enable
  stats uri /
backend api
  balance roundrobin
  no option redispatch
  option httpchk GET /readyz
  default-server check inter ${String(CHECK_INTERVAL_MS)}ms fall 1 rise 1
${servers.map((server) => `  server api${String(server)} 127.0.0.1:${String(server)}`).join('\n')}
`;
}

/** @param servers ports of the API processes */
export async function startProxy(servers: readonly number[]): Promise<Proxy> {
  const [port, statsPort] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-'));
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, configuration(port, statsPort, servers));
  const child = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said = text(child.stderr);
  const ended = once(child, 'exit').then(async () => {
    rmSync(folder, { recursive: true });
    return said;
  });
  const readyServers = async (): Promise<number> => {
    if (child.exitCode !== null) throw new Error(`haproxy ended: ${await ended}`);
    try {
      const { body } = await request<string>(`http://127.0.0.1:${String(statsPort)}/;csv`);
      return body.split('\n').filter((line) => /^api,api\d+,.*,UP,/.test(line)).length;
    } catch {
      return 0;
    }
  };
  return {
    url: `http://127.0.0.1:${String(port)}`,
    untilReady: async (count) => {
      await until(
        `the proxy sends to ${String(count)} servers`,
        async () => (await readyServers()) === count,
      );
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

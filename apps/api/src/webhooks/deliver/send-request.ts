import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import {
  AddressRefusedError,
  PublicAddresses,
  type ConnectableAddress,
} from './public-addresses.js';

/** Most of an answer that is read and kept, in bytes: enough for an error message. */
export const RESPONSE_BYTES_MAX = 2_048;

/** What came of a request. */
export interface RequestOutcome {
  startedAt: Date;
  durationMs: number;
  /** Null where there was no answer. */
  statusCode: number | null;
  /** Why there was none; empty where there was one. */
  error: string;
  /** How the answer began. */
  response: string;
}

/** Why there was no answer, in words; other causes are named by their codes. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was closed before the answer.',
  EHOSTUNREACH: 'The host can’t be reached.',
  ENETUNREACH: 'The host can’t be reached.',
  ENOTFOUND: 'The host name has no address.',
  EAI_AGAIN: 'The host name couldn’t be looked up.',
  ETIMEDOUT: 'The connection timed out.',
  CERT_HAS_EXPIRED: 'The certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another host.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate is from an unknown authority.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate is from an unknown authority.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate is from an unknown authority.',
};

/**
 * Posts a message to a receiver. Node's own client: it follows no redirect, which could lead anywhere, knows no proxy
 * and no cookies, and connects where it is told to. Each request has a connection of its own, to an address that was
 * checked for it.
 */
@Injectable()
export class SendRequest {
  private readonly timeoutMs: number;

  constructor(
    settings: Settings,
    private readonly addresses: PublicAddresses,
    private readonly clock: Clock,
  ) {
    this.timeoutMs = settings.WEBHOOK_TIMEOUT_MS;
  }

  /** Never throws: what goes wrong is an outcome. */
  async post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<RequestOutcome> {
    const startedAt = new Date(this.clock.now());
    const began = this.clock.elapsed();
    const durationMs = (): number => Math.max(0, Math.round(this.clock.elapsed() - began));
    const timeout = AbortSignal.timeout(this.timeoutMs);
    try {
      const target = new URL(url);
      // A lookup can't be ended; nobody waits for it any more.
      const addresses = await Promise.race([this.addresses.of(target), failure(timeout)]);
      const { statusCode, response } = await post(target, addresses, headers, body, timeout);
      return { startedAt, durationMs: durationMs(), statusCode, error: '', response };
    } catch (error) {
      const reason = timeout.aborted
        ? `There was no answer within ${this.timeoutMs / 1_000} s.`
        : reasonOf(error);
      return { startedAt, durationMs: durationMs(), statusCode: null, error: reason, response: '' };
    }
  }
}

function failure(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('Aborted.')), { once: true });
  });
}

function post(
  url: URL,
  addresses: readonly [ConnectableAddress, ...ConnectableAddress[]],
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<{ statusCode: number; response: string }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // The status decides. What follows it is kept only, also where it breaks off or never ends.
    let failed: (error: Error) => void = reject;
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        agent: false,
        lookup: lookupOf(addresses),
        signal,
      },
      (answer) => {
        let read = Buffer.alloc(0);
        const end = (): void => {
          sent.destroy();
          resolve({ statusCode: answer.statusCode ?? 0, response: textOf(read) });
        };
        failed = end;
        answer.on('data', (chunk: Buffer) => {
          read = Buffer.concat([read, chunk]).subarray(0, RESPONSE_BYTES_MAX);
          if (read.length === RESPONSE_BYTES_MAX) end();
        });
        answer.on('end', end).on('error', end);
      },
    );
    sent.on('error', (error) => failed(error));
    sent.end(body);
  });
}

/** Knows what was looked up and checked before, and looks up nothing. */
function lookupOf(
  addresses: readonly [ConnectableAddress, ...ConnectableAddress[]],
): LookupFunction {
  return (_host, { all }, callback) => {
    const [{ address, family }] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, address, family);
  };
}

/** Without NUL, which PostgreSQL has in no text; a character that was cut in two is replaced. */
function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll('\0', '');
}

function reasonOf(error: unknown): string {
  if (error instanceof AddressRefusedError) return error.message;
  // Of several addresses, each has failed: the first says why.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code } = first as NodeJS.ErrnoException;
  if (code === undefined) return 'The answer can’t be understood.';
  return CAUSES[code] ?? `The request failed (${code}).`.slice(0, 500);
}

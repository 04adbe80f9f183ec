import { randomUUID } from 'node:crypto';
import { TURNS_A_TOKEN, type Line, type Reads, type Sales } from './job.ts';

/** What one connection says: one request after the other, each after the answer to the last. */
export interface Conversation {
  /** The first request of the next round. */
  begin(): Buffer;
  /** The next request of the round, after a success; undefined where the round is complete. */
  goOn(body: Buffer): Buffer | undefined;
}

/** Requests are made before the load begins, as far as they can be. */
export function conversations(work: Reads | Sales, port: number): () => Conversation {
  if (work.kind === 'read') {
    const request = Buffer.from(`GET ${work.path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    return () => ({ begin: () => request, goOn: () => undefined });
  }
  const { eventId, lines, buyers, tokens } = work;
  const ready = (request: Buffer): Buffer => (work.withKey ? withNewKey(request) : request);
  const reserves = Array.from({ length: tokens?.length ?? buyers }, (_, index) => {
    const body = reserveBody((index % buyers) + 1, eventId, lines);
    return post(port, '/api/v1/booking/reserve', body, headersOf(work, index));
  });
  let next = 0;
  const isFlow = work.kind === 'flow';
  return () => {
    let index = 0;
    let paying = false;
    return {
      begin: () => {
        index = indexOfTurn(next, buyers) % reserves.length;
        next += 1;
        paying = false;
        return ready(reserves[index] ?? Buffer.alloc(0));
      },
      goOn: (body) => {
        if (!isFlow || paying) return undefined;
        paying = true;
        const confirm = confirmBody((index % buyers) + 1, ticketIds(body));
        return ready(post(port, '/api/v1/booking/confirm', confirm, headersOf(work, index)));
      },
    };
  };
}

/**
 * Which token a turn is taken with, counted over all turns of all buyers. Buyers change theirs one
 * after the other, so that a tenth of the requests has a new one all the time, and not all of them now
 * and then.
 */
export function indexOfTurn(turn: number, buyers: number): number {
  const buyer = turn % buyers;
  const before = Math.floor(turn / buyers);
  const token = Math.floor((before + (buyer % TURNS_A_TOKEN)) / TURNS_A_TOKEN);
  return token * buyers + buyer;
}

/** The body of a reservation, as every variant gets it. */
export function reserveBody(userId: number, eventId: string, lines: readonly Line[]): string {
  return JSON.stringify({ userId: String(userId), eventId, tickets: lines });
}

function confirmBody(userId: number, ids: readonly string[]): string {
  return JSON.stringify({ userId: String(userId), ticketIds: ids });
}

const TICKET_ID = '"id":"';

/** The ids of the tickets in an answer to a reservation: the only fields with that name. */
export function ticketIds(body: Buffer): string[] {
  const text = body.toString('latin1');
  const ids: string[] = [];
  for (let at = text.indexOf(TICKET_ID); at !== -1; at = text.indexOf(TICKET_ID, at)) {
    at += TICKET_ID.length;
    ids.push(text.slice(at, text.indexOf('"', at)));
  }
  return ids;
}

/** Stands where the key will be, in requests that were made before. */
const NO_KEY = '00000000-0000-0000-0000-000000000000';

function headersOf({ tokens, withKey }: Sales, index: number): string {
  const token = tokens?.[index];
  return (
    (token === undefined ? '' : `Authorization: Bearer ${token}\r\n`) +
    (withKey ? `Idempotency-Key: ${NO_KEY}\r\n` : '')
  );
}

/** A copy: what is being sent must not change. */
function withNewKey(request: Buffer): Buffer {
  const copy = Buffer.from(request);
  copy.write(randomUUID(), copy.indexOf(NO_KEY), 'latin1');
  return copy;
}

function post(port: number, path: string, body: string, headers: string): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
      `${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

import type { Line, Reads, Sales } from './job.ts';

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
  const reserves = Array.from({ length: work.buyers }, (_, index) =>
    post(port, '/api/v1/booking/reserve', reserveBody(index + 1, work.eventId, work.lines)),
  );
  let next = 0;
  const isFlow = work.kind === 'flow';
  return () => {
    let buyer = 0;
    let paying = false;
    return {
      begin: () => {
        buyer = next;
        next = (next + 1) % reserves.length;
        paying = false;
        return reserves[buyer] ?? Buffer.alloc(0);
      },
      goOn: (body) => {
        if (!isFlow || paying) return undefined;
        paying = true;
        return post(port, '/api/v1/booking/confirm', confirmBody(buyer + 1, ticketIds(body)));
      },
    };
  };
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

function post(port: number, path: string, body: string): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

import type {
  ConnectedDoorDeviceDto,
  DoorDto,
  DoorListDto,
  Envelope,
  SyncedScansDto,
  SyncScansDto,
} from '@boxoffice/contracts';
import { apiUrl } from '../api/api-url';

/** How long an answer is waited for: a bad network is none, and the door has to go on. */
const PATIENCE_MS = 8_000;

/** The server was reached and refuses. */
export class RefusedError extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

/**
 * What a device asks the server. By `fetch`, and not by the session's client: whoever is signed in in this browser has
 * nothing to do with it.
 */
export class DoorServer {
  constructor(private readonly bearer: string) {}

  /** Opens the link by which a device is lent. */
  static connect(token: string): Promise<ConnectedDoorDeviceDto> {
    return dataOf(post(apiUrl('door', 'devices'), {}, { token }));
  }

  events(): Promise<DoorDto> {
    return dataOf(fetch(apiUrl('door'), this.asking()));
  }

  /**
   * @param etag of the list that is known, if one is
   * @returns undefined where it is still the same
   */
  async list(
    eventId: string,
    etag: string | undefined,
  ): Promise<{ list: DoorListDto; etag: string } | undefined> {
    const known: Record<string, string> = etag === undefined ? {} : { 'If-None-Match': etag };
    const answer = await fetch(apiUrl('door', 'events', eventId), this.asking(known));
    if (answer.status === 304) return undefined;
    return {
      list: await dataOf<DoorListDto>(Promise.resolve(answer)),
      etag: answer.headers.get('etag') ?? '',
    };
  }

  sync(eventId: string, body: SyncScansDto): Promise<SyncedScansDto> {
    const { headers } = this.asking();
    return dataOf(post(apiUrl('door', 'events', eventId, 'scans'), headers, body));
  }

  private asking(headers: Record<string, string> = {}) {
    return {
      headers: { ...headers, Authorization: `Bearer ${this.bearer}` },
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    } satisfies RequestInit;
  }
}

function post(url: string, headers: Record<string, string>, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

async function dataOf<T>(asked: Promise<Response>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new RefusedError(answer.status);
  return ((await answer.json()) as Envelope<T>).data;
}

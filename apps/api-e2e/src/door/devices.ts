import type {
  ConnectedDoorDeviceDto,
  Envelope,
  KeptScanDto,
  LendDoorDeviceDto,
  LentDoorDeviceDto,
  ScanDto,
  SyncedScansDto,
} from '@boxoffice/contracts';
import { request, type Response } from '@boxoffice/testing';
import type { Workspace } from '../events/workspace.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';

/** A device that was lent. */
export interface LentDevice {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function headersOf({ bearer }: ConnectedDoorDeviceDto): LentDevice['headers'] {
  return { authorization: `Bearer ${bearer}` };
}

/** What stands behind the `#` of a link. */
export function tokenOf(link: string): string {
  return new URL(link).hash.slice('#lend='.length);
}

/** Lends a device and opens its link. */
export async function lend(
  api: ApiUnderTest,
  { id, manager }: Workspace,
  body: Partial<LendDoorDeviceDto> = {},
): Promise<LentDevice> {
  const lent = await api.post<Envelope<LentDoorDeviceDto>>(
    `/organisers/${id}/door-devices`,
    { name: 'A phone', ...body },
    manager,
  );
  expect(lent.status).toBe(201);
  const connected = await api.post<Envelope<ConnectedDoorDeviceDto>>('/door/devices', {
    token: tokenOf(lent.body.data.link),
  });
  expect(connected.status).toBe(201);
  return { id: connected.body.data.id, headers: headersOf(connected.body.data) };
}

let nonces = 0;

/** A scan as a device makes it. */
export function scan(ticketId: string, fields: Partial<ScanDto> = {}): ScanDto {
  nonces += 1;
  const scannedAt = new Date(Date.now() - 60_000).toISOString();
  return { ticketId, nonce: `n${nonces}`, kind: 'in', gate: 'A', scannedAt, ...fields };
}

/** Sends scans, from a device whose clock is right. */
export function send(
  api: ApiUnderTest,
  { headers }: LentDevice,
  eventId: string,
  scans: readonly ScanDto[],
  fields: object = {},
): Promise<Response<Envelope<SyncedScansDto>>> {
  const body = { sentAt: new Date().toISOString(), scans, ...fields };
  return request(api.at(`/door/events/${eventId}/scans`), { method: 'POST', body, headers });
}

/** All that an event's devices have told, page by page. */
export async function allScans(
  api: ApiUnderTest,
  device: LentDevice,
  eventId: string,
): Promise<KeptScanDto[]> {
  const all: KeptScanDto[] = [];
  for (let after = 0, more = true; more;) {
    const { body } = await send(api, device, eventId, [], { after });
    all.push(...body.data.scans);
    ({ next: after, more } = body.data);
  }
  return all;
}

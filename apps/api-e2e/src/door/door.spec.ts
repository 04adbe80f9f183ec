import {
  SCANS_AT_ONCE_MAX,
  type AdmissionDto,
  type ConnectedDoorDeviceDto,
  type DoorDeviceDto,
  type DoorDto,
  type DoorListDto,
  type Envelope,
  type LentDoorDeviceDto,
  type ScanDto,
  type TicketCodeDto,
} from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import {
  digitsAt,
  newKeyPair,
  readCode,
  rotationSecretOf,
  stateOfDigits,
  writeCode,
} from '@boxoffice/ticket-codes';
import { PassingOn } from '../admission/passing-on.ts';
import { Workspace } from '../events/workspace.ts';
import { memberOf } from '../organisers/organisations.ts';
import { hold, pay } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale, type Sale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { allScans, headersOf, lend, scan, send, tokenOf, type LentDevice } from './devices.ts';

describe('the door', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeEach(async () => {
    choir = await Workspace.open(api);
  });

  const devicesAt = (path = ''): string => `/organisers/${choir.id}/door-devices${path}`;

  /** An event of the choir's with sold tickets, each bought by ten. */
  async function soldEvent(count: number): Promise<Sale & { sold: string[] }> {
    const sale = await openSale(api.sql, { GA: count + 1 });
    await api.sql.execute('UPDATE events SET organiser_id = $2 WHERE id = $1', [
      sale.eventId,
      choir.id,
    ]);
    const sold: string[] = [];
    while (sold.length < count) {
      const quantity = Math.min(10, count - sold.length);
      const held = await hold(api, sale, await addUser(api.sql), 'GA', quantity);
      await pay(api, held);
      sold.push(...held.ticketIds);
    }
    return { ...sale, sold };
  }

  async function admissionOf(eventId: string): Promise<AdmissionDto> {
    const answer = await api.get<Envelope<AdmissionDto>>(
      `/organisers/${choir.id}/events/${eventId}/admission`,
      choir.manager,
    );
    expect(answer.status).toBe(200);
    return answer.body.data;
  }

  const listOf = (eventId: string, { headers }: LentDevice, known?: string) =>
    request<Envelope<DoorListDto>>(api.at(`/door/events/${eventId}`), {
      headers: { ...headers, ...(known !== undefined && { 'if-none-match': known }) },
    });

  it('is lent by a link that works once, does the door’s work alone, and is taken back', async () => {
    const { eventId } = await soldEvent(1);
    const lent = await api.post<Envelope<LentDoorDeviceDto>>(
      devicesAt(),
      { name: 'Phone', gate: 'Gate B' },
      choir.manager,
    );
    const { link, id } = lent.body.data;
    expect(link).toMatch(/\/door#lend=[\w-]{40,}$/);
    const token = tokenOf(link);
    const opened = await Promise.all(
      [1, 2, 3].map(() => api.post<Envelope<ConnectedDoorDeviceDto>>('/door/devices', { token })),
    );
    expect(opened.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    const connected = opened.find(({ status }) => status === 201)?.body.data;
    if (!connected) throw new Error('Nobody could open it.');
    const device = { id, headers: headersOf(connected) };

    const door = await api.get<Envelope<DoorDto>>('/door', device);
    expect(door.body.data).toMatchObject({
      device: { id, gate: 'Gate B', own: false },
      events: [{ id: eventId, cancelled: false }],
    });
    // Nothing else is open to it.
    for (const path of ['/account', devicesAt(), `/organisers/${choir.id}/events/${eventId}`])
      expectProblem(await api.get(path, device), 401, 'UNAUTHENTICATED');
    const others = await Workspace.open(api);
    const elsewhere = await openSale(api.sql, { GA: 1 });
    expectProblem(await listOf(elsewhere.eventId, device), 404, 'EVENT_NOT_FOUND');
    expectProblem(await send(api, device, elsewhere.eventId, []), 404, 'EVENT_NOT_FOUND');
    // Nor is it anybody else's to take back.
    expectProblem(
      await api.delete(`/organisers/${others.id}/door-devices/${id}`, others.manager),
      404,
      'DOOR_DEVICE_NOT_FOUND',
    );

    expect((await api.delete(devicesAt(`/${id}`), choir.manager)).status).toBe(200);
    expectProblem(await api.get('/door', device), 401, 'UNAUTHENTICATED');
    expectProblem(await send(api, device, eventId, []), 401, 'UNAUTHENTICATED');
    expectProblem(
      await api.delete(devicesAt(`/${id}`), choir.manager),
      404,
      'DOOR_DEVICE_NOT_FOUND',
    );
    const actions = await api.sql.rows<{ action: string }>(
      `SELECT action FROM audit_entries WHERE action LIKE 'door_device.%' AND subject_id = $1 ORDER BY id`,
      [choir.id],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'door_device.lent',
      'door_device.taken_back',
    ]);
  });

  it('may be a member’s own device, as long as they are one, and only for what it was lent for', async () => {
    const { eventId } = await soldEvent(1);
    const other = await soldEvent(1);
    const dora = await memberOf(api, { id: choir.id }, 'door');
    const own = await api.post<Envelope<ConnectedDoorDeviceDto>>(
      devicesAt('/own'),
      { name: 'Dora’s phone' },
      dora,
    );
    expect(own.status).toBe(201);
    const device = { id: own.body.data.id, headers: headersOf(own.body.data) };
    expect((await listOf(eventId, device)).status).toBe(200);
    // The door lends nothing and sees no list of devices; the box office does.
    expectProblem(await api.post(devicesAt(), { name: 'Phone' }, dora), 403, 'FORBIDDEN');
    expectProblem(await api.get(devicesAt(), dora), 403, 'FORBIDDEN');
    const lent = await lend(api, choir, { eventId });
    expectProblem(await api.delete(devicesAt(`/${lent.id}`), dora), 404, 'DOOR_DEVICE_NOT_FOUND');
    expectProblem(await listOf(other.eventId, lent), 404, 'EVENT_NOT_FOUND');
    const clerk = await memberOf(api, { id: choir.id }, 'box_office');
    const list = await api.get<Envelope<DoorDeviceDto[]>>(devicesAt(), clerk);
    expect(list.body.data.map(({ id, own: isOwn }) => [id, isOwn])).toEqual([
      [device.id, true],
      [lent.id, false],
    ]);
    expectProblem(
      await api.post(devicesAt(), { name: 'Phone', eventId: '1' }, clerk),
      404,
      'EVENT_NOT_FOUND',
    );
    await api.sql.execute('DELETE FROM organiser_members WHERE user_id = $1', [dora.id]);
    expectProblem(await listOf(eventId, device), 401, 'UNAUTHENTICATED');
    // A link that nobody opened in time is worth nothing.
    const late = await api.post<Envelope<LentDoorDeviceDto>>(devicesAt(), { name: 'Late' }, clerk);
    await api.sql.execute(`UPDATE door_devices SET link_until = now() WHERE id = $1`, [
      late.body.data.id,
    ]);
    const token = tokenOf(late.body.data.link);
    expectProblem(await api.post('/door/devices', { token }), 410, 'TOKEN_INVALID');
  });

  it('has a list of what is sold, that changes when something is', async () => {
    const { eventId, sold } = await soldEvent(2);
    const device = await lend(api, choir);
    const first = await listOf(eventId, device);
    const etag = first.headers.etag ?? '';
    expect(first.body.data).toMatchObject({
      event: { id: eventId, timeZone: 'UTC' },
      reentry: 'none',
      tiers: ['GA'],
      types: [],
      rotationSecret: null,
      tickets: sold.map((id) => ({ id, onPaper: false, tier: 0, type: null, note: null })),
    });
    expect((await listOf(eventId, device, etag)).status).toBe(304);
    await pay(api, await hold(api, { eventId, tickets: first as never }, await addUser(api.sql)));
    const second = await listOf(eventId, device, etag);
    expect(second.status).toBe(200);
    expect(second.body.data.tickets).toHaveLength(3);

    // Two days later nobody is told who came; what a device has still to send is taken.
    await api.sql.execute(
      `UPDATE events SET starts_at = now() - interval '61 hours', ends_at = NULL WHERE id = $1`,
      [eventId],
    );
    expectProblem(await listOf(eventId, device, etag), 404, 'EVENT_NOT_FOUND');
    const late = await send(api, device, eventId, [scan(sold[0] ?? '')]);
    expect(late.body.data.scans).toHaveLength(1);
  });

  it('verifies codes by its list alone: what is forged, altered, expired, foreign or replaced admits nobody', async () => {
    const { eventId, sold } = await soldEvent(2);
    const device = await lend(api, choir);
    const [listed] = (await listOf(eventId, device)).body.data.tickets;
    const bookingId = listed?.bookingId ?? '';
    const codesOf = async () =>
      (await api.get<Envelope<TicketCodeDto[]>>(`/booking/${bookingId}/ticket-codes`)).body.data;
    const before = (await codesOf()).map(({ code }) => code);
    const doorOf = async () => {
      const { keys, tickets, rotationSecret } = (await listOf(eventId, device)).body.data;
      const verifying = new Map(keys.map((key) => [key.number, Buffer.from(key.publicKey, 'hex')]));
      const read = (code: string, now = Date.now() / 1_000, at = eventId) =>
        readCode(code, { eventId: at, keys: verifying, now });
      const admits = (code: string): boolean => {
        const found = read(code);
        return found.state === 'good' && tickets.some(({ serial }) => serial === found.code.serial);
      };
      return { read, admits, tickets, rotationSecret };
    };
    const { read, admits } = await doorOf();
    const [first = '', second = ''] = before;
    expect(before.map(admits)).toEqual([true, true]);
    const genuine = read(first);
    if (genuine.state !== 'good') throw new Error('It is good.');
    expect(read(writeCode(genuine.code, newKeyPair().privateKey)).state).toBe('altered');
    expect(
      read(`${first.slice(0, -3)}${first.at(-3) === 'A' ? 'B' : 'A'}${first.slice(-2)}`).state,
    ).toBe('altered');
    expect(read(first, genuine.code.notAfter).state).toBe('expired');
    expect(read(first, undefined, '1').state).toBe('other_event');
    expect(read('HELLO').state).toBe('unknown');

    const replace = async (): Promise<void> => {
      const path = `/${eventId}/bookings/${bookingId}/ticket-codes/${sold[0] ?? ''}/replace`;
      expect((await choir.send('POST', path, {})).status).toBe(200);
    };
    await replace();
    const after = (await codesOf()).map(({ code }) => code);
    const later = await doorOf();
    expect([first, second, ...after].map(later.admits)).toEqual([false, true, true, true]);

    await api.sql.execute('UPDATE events SET codes_rotate = true WHERE id = $1', [eventId]);
    // They may be printed.
    expect((await doorOf()).tickets.map(({ onPaper }) => onPaper)).toEqual([true, true]);
    await replace();
    const rotating = await doorOf();
    const serial = rotating.tickets.find(({ onPaper }) => !onPaper)?.serial ?? 0;
    const secret = rotationSecretOf(Buffer.from(rotating.rotationSecret ?? '', 'hex'), serial);
    const now = Date.now() / 1_000;
    const [shown] = (await codesOf()).filter(({ ticketId }) => ticketId === sold[0]);
    expect(Buffer.from(secret).toString('hex')).toBe(shown?.rotationSecret);
    expect(stateOfDigits(secret, digitsAt(secret, now), now)).toBe('right');
    expect(stateOfDigits(secret, digitsAt(secret, now - 120), now)).toBe('old');
  });

  it.each([
    ['the first door tells first', (all: ScanDto[][][]) => all.flatMap((door) => door)],
    ['the second door tells first', (all: ScanDto[][][]) => [...all].reverse().flat()],
    ['both tell in turns, the last first', (all: ScanDto[][][]) => inTurns(all).reverse()],
  ])(
    'counts each of 200 tickets once and lists the 20 that came in at both doors, when %s',
    async (_, order) => {
      const { eventId, sold } = await soldEvent(200);
      const [one, other] = [
        await lend(api, choir, { name: 'North' }),
        await lend(api, choir, { name: 'South' }),
      ];
      const begin = Date.now() - 3_600_000;
      const at = (second: number): string => new Date(begin + second * 1_000).toISOString();
      // Offline with the same list: the first 110 at one door, the last 110 at the other a little later.
      const north = sold
        .slice(0, 110)
        .map((id, index) => scan(id, { gate: 'North', scannedAt: at(index) }));
      const south = sold
        .slice(90)
        .map((id, index) => scan(id, { gate: 'South', scannedAt: at(index + 500) }));
      const doors = [batches(north), batches(south)];
      const owner = new Map(doors.map((door, index) => [door, index === 0 ? one : other]));
      for (const batch of order(doors)) {
        const [door] = doors.filter((all) => all.includes(batch));
        const device = owner.get(door ?? []) ?? one;
        // Sent twice, as after an answer that was lost.
        for (let times = 0; times < 2; times += 1) {
          const answer = await send(api, device, eventId, batch);
          expect(answer).toMatchObject({ status: 200, body: { data: { refused: [] } } });
        }
      }
      const admission = await admissionOf(eventId);
      expect(admission).toMatchObject({
        expected: 200,
        admitted: 200,
        inside: 200,
        doubleCount: 20,
        gates: [
          { gate: 'North', admitted: 110 },
          { gate: 'South', admitted: 90 },
        ],
      });
      const doubles = admission.doubles
        .map(({ ticketId, firstGate, firstDevice, againGate, againDevice }) => ({
          ticketId,
          met: [firstGate, firstDevice, againGate, againDevice],
        }))
        .sort((a, b) => sold.indexOf(a.ticketId) - sold.indexOf(b.ticketId));
      expect(doubles).toEqual(
        sold
          .slice(90, 110)
          .map((ticketId) => ({ ticketId, met: ['North', 'North', 'South', 'South'] })),
      );
      for (const { ticketId, firstAt, againAt } of admission.doubles) {
        const index = sold.indexOf(ticketId);
        // To the second: the way to the server counts into what a clock is off.
        expect(Math.abs(Date.parse(firstAt) - begin - index * 1_000)).toBeLessThan(60_000);
        expect(Date.parse(againAt)).toBeGreaterThan(Date.parse(firstAt));
      }
      // And every device is told all of it.
      const told = await allScans(api, one, eventId);
      expect(told).toHaveLength(220);
      expect(await allScans(api, other, eventId)).toEqual(told);
    },
  );

  it('corrects clocks that are off, takes back by an undo, and lets in again by the rule', async () => {
    const { eventId, sold } = await soldEvent(2);
    const [ticket = '', second = ''] = sold;
    const [fast, slow] = [await lend(api, choir), await lend(api, choir)];
    const hour = 3_600_000;
    const now = Date.now();
    const by = (off: number, ago: number) => ({
      scannedAt: new Date(now + off - ago).toISOString(),
    });
    // An hour ahead and an hour behind: by their own clocks, the later one was first.
    const later = scan(ticket, by(-hour, 10_000));
    const earlier = scan(ticket, by(hour, 20_000));
    const sentAt = (off: number) => ({ sentAt: new Date(Date.now() + off).toISOString() });
    await send(api, slow, eventId, [later], sentAt(-hour));
    await send(api, fast, eventId, [earlier], sentAt(hour));
    const [double] = (await admissionOf(eventId)).doubles;
    expect(Date.parse(double?.againAt ?? '') - Date.parse(double?.firstAt ?? '')).toBeGreaterThan(
      0,
    );
    expect(Date.parse(double?.againAt ?? '')).toBeLessThanOrEqual(Date.now());

    const undo = scan(ticket, { kind: 'undo', undoes: later.nonce });
    await send(api, slow, eventId, [undo]);
    expect(await admissionOf(eventId)).toMatchObject({ admitted: 1, inside: 1, doubleCount: 0 });

    const minutesAgo = (minutes: number) => by(0, minutes * 60_000);
    await send(api, fast, eventId, [
      scan(second, minutesAgo(5)),
      scan(second, { kind: 'out', ...minutesAgo(4) }),
      scan(second, minutesAgo(3)),
    ]);
    expect(await admissionOf(eventId)).toMatchObject({ reentry: 'none', doubleCount: 1 });
    const changed = await api.put<Envelope<AdmissionDto>>(
      `/organisers/${choir.id}/events/${eventId}/admission`,
      { reentry: 'after_exit' },
      choir.manager,
    );
    expect(changed.body.data).toMatchObject({ reentry: 'after_exit', doubleCount: 0, inside: 2 });
  });

  it('refuses what is no scan, and keeps nothing of it', async () => {
    const { eventId, sold } = await soldEvent(1);
    const [ticket = ''] = sold;
    const device = await lend(api, choir);
    const others = await openSale(api.sql, { GA: 1 });
    await expectNoChange(api.sql, async () => {
      const mistaken: [ScanDto, string][] = [
        [scan(ticket, { kind: 'undo' }), 'scans.0.undoes'],
        [scan(ticket, { undoes: 'x' }), 'scans.0.undoes'],
        [scan(ticket, { nonce: 'no nonce' }), 'scans.0.nonce'],
        [scan(ticket, { kind: 'sideways' as 'in' }), 'scans.0.kind'],
        [scan(ticket, { scannedAt: 'now' }), 'scans.0.scannedAt'],
        [scan('x'), 'scans.0.ticketId'],
      ];
      for (const [wrong, field] of mistaken) {
        const answer = await send(api, device, eventId, [wrong]);
        expectProblem(answer, 422, 'VALIDATION_FAILED');
        expect(answer.body).toMatchObject({ errors: [{ field }] });
      }
      const foreign = scan(others.tickets.GA[0] ?? '');
      const answer = await send(api, device, eventId, [foreign]);
      expect(answer.body.data.refused).toEqual([foreign.nonce]);
    });
  });

  it('tells whoever has a ticket from whoever came in with it before and gave it back', async () => {
    const passing = await PassingOn.open(api);
    const small = await passing.onSale({}, 1);
    const eventId = small.id;
    const sent = async (scans: readonly ScanDto[]): Promise<string[]> =>
      (await send(api, passing.device, eventId, scans)).body.data.refused;
    const buys = async () => {
      const purchase = await passing.bought(small, 1);
      await passing.codesOf(purchase);
      const { bookingId, ticketIds } = purchase;
      const path = `/${eventId}/bookings/${bookingId}/refunds`;
      return {
        bookingId,
        ticketId: ticketIds[0] ?? '',
        giveBack: (body: object) => passing.choir.send('POST', path, { ticketIds, ...body }),
      };
    };
    const before = await buys();
    expect(await sent([scan(before.ticketId)])).toEqual([]);
    await before.giveBack({});
    const { bookingId, ticketId, giveBack } = await buys();
    expect(ticketId).toBe(before.ticketId);
    // What a device scanned before it was given back comes late; and one scan is of a booking that never had it.
    const late = scan(ticketId, { bookingId: before.bookingId });
    const wrong = scan(ticketId, { bookingId: eventId });
    expect(await sent([late, scan(ticketId, { bookingId }), wrong])).toEqual([wrong.nonce]);
    choir = passing.choir;
    expect(await admissionOf(eventId)).toMatchObject({ admitted: 2, doubleCount: 1 });
    const known = await allScans(api, passing.device, eventId);
    expect(known.map((one) => one.bookingId).sort()).toEqual(
      [before.bookingId, before.bookingId, bookingId].sort(),
    );
    // Its row is gone where it isn't sold again: somebody came in all the same.
    await giveBack({ restock: false });
    expect(await sent([scan(ticketId, { bookingId })])).toEqual([]);
    expect(await admissionOf(eventId)).toMatchObject({ expected: 0, doubleCount: 2 });
  });

  it('tells endpoints of a ticket’s first check-in, once', async () => {
    const { eventId, sold } = await soldEvent(2);
    const [ticket = '', second = ''] = sold;
    await api.sql.execute(
      `INSERT INTO webhook_endpoints (id, organiser_id, url, types, secret, disabled_by, disabled_at)
       VALUES ($1, $2, 'https://crm.choir.example/', '{ticket.checked_in}', 'x', NULL, NULL)`,
      [eventId, choir.id],
    );
    const device = await lend(api, choir);
    await send(api, device, eventId, [scan(ticket), scan(second), scan(ticket)]);
    await send(api, device, eventId, [scan(ticket)]);
    const told = await api.sql.rows<{ data: { ticket: { id: string }; checkIn: object } }>(
      `SELECT data FROM webhook_messages WHERE type = 'ticket.checked_in' AND event_id = $1`,
      [eventId],
    );
    await api.sql.execute('DELETE FROM webhook_endpoints WHERE id = $1', [eventId]);
    expect(told.map(({ data }) => data.ticket.id).sort()).toEqual([ticket, second].sort());
    expect(told[0]?.data.checkIn).toEqual({
      at: expect.stringMatching(/Z$/),
      gate: 'A',
      deviceId: device.id,
    });
  });
});

function batches(scans: readonly ScanDto[]): ScanDto[][] {
  const size = Math.min(40, SCANS_AT_ONCE_MAX);
  return Array.from({ length: Math.ceil(scans.length / size) }, (_, index) =>
    scans.slice(index * size, (index + 1) * size),
  );
}

function inTurns(doors: readonly ScanDto[][][]): ScanDto[][] {
  const longest = Math.max(...doors.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) =>
    doors.flatMap((door) => door.slice(index, index + 1)),
  ).flat();
}

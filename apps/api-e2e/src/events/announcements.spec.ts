import type {
  AnnouncementDto,
  Envelope,
  EventAnnouncementsDto,
  OrganiserSeriesDto,
  ProblemDto,
  SeriesBuyersDto,
} from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { mailTo } from '../accounts/mailbox.ts';
import { addBuyer, type Buyer } from '../mail/buyer-with-address.ts';
import { memberOf } from '../organisers/organisations.ts';
import { hold, pay } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale, type Sale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { Workspace } from './workspace.ts';

/** More than one batch of bookings whose buyers are written to. */
const BUYERS = 120;

describe('telling all buyers of an event', () => {
  const api = useApi({ JOBS_POLL_SECONDS: '1' });
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
    await api.sql.execute(`UPDATE organisers SET name = 'Choir of St Mary' WHERE id = $1`, [
      choir.id,
    ]);
  });

  /** An event of the choir's on sale; with a series, one of its dates. */
  async function onSale(tickets: number, seriesId: string | null = null): Promise<Sale> {
    const sale = await openSale(api.sql, { GA: tickets });
    await api.sql.execute(
      `UPDATE events SET organiser_id = $2, series_id = $3, name = 'Mass ' || id, venue = 'St Mary’s',
         address = '1 Church Lane', starts_at = '2097-03-14 18:30Z' WHERE id = $1`,
      [sale.eventId, choir.id, seriesId],
    );
    return sale;
  }

  const change = ({ eventId }: Sale, body: object) => choir.send('PATCH', `/${eventId}`, body);

  const write = ({ eventId }: Sale, body: object) =>
    choir.send<Envelope<AnnouncementDto> & ProblemDto>('POST', `/${eventId}/announcements`, body);

  async function announced({ eventId }: Sale): Promise<EventAnnouncementsDto> {
    const { status, body } = await choir.send<Envelope<EventAnnouncementsDto>>(
      'GET',
      `/${eventId}/announcements`,
    );
    expect(status).toBe(200);
    return body.data;
  }

  function ofSeries<Body>(method: 'GET' | 'PATCH', path: string, body?: object) {
    const url = api.at(`/organisers/${choir.id}/series/${path}`);
    return request<Body>(url, { method, body, headers: choir.manager.headers });
  }

  /** As if two minutes had passed since everything: nobody sees any more what was before. */
  async function later({ eventId }: Sale): Promise<void> {
    await api.sql.execute(
      `UPDATE bookings SET created_at = created_at - interval '2 minutes' WHERE event_id = $1`,
      [eventId],
    );
    await api.sql.execute(
      `UPDATE event_announcements SET created_at = created_at - interval '2 minutes' WHERE event_id = $1`,
      [eventId],
    );
  }

  const finished = ({ eventId }: Sale): Promise<unknown> =>
    until('everybody has been told', async () => {
      const { open } = await api.sql.row<{ open: number }>(
        `SELECT count(*)::integer AS open FROM event_announcements
         WHERE event_id = $1 AND finished_at IS NULL`,
        [eventId],
      );
      return open === 0;
    });

  /** How many mails of a kind each of some buyers was sent. */
  async function mailsTo(buyers: readonly Buyer[], template: string): Promise<number[]> {
    const rows = await api.sql.rows<{ address: string; mails: number }>(
      `SELECT to_address AS address, count(*)::integer AS mails FROM mails
       WHERE template = $1 GROUP BY to_address`,
      [template],
    );
    const counts = new Map(rows.map(({ address, mails }) => [address, mails]));
    return buyers.map(({ address }) => counts.get(address) ?? 0);
  }

  async function buyersOf(sale: Sale, count: number): Promise<Buyer[]> {
    const buyers: Buyer[] = [];
    for (let at = 0; at < count; at += 20) {
      const some = await Promise.all(Array.from({ length: 20 }, () => addBuyer(api.sql)));
      await Promise.all(some.map(async ({ id }) => pay(api, await hold(api, sale, id))));
      buyers.push(...some);
    }
    return buyers;
  }

  it('tells those who have tickets what was and what is, and who held some and pays later', async () => {
    const sale = await onSale(10);
    const paula = await addBuyer(api.sql, 'Paula');
    const gerd = await addBuyer(api.sql, 'Gerd');
    const hanna = await addBuyer(api.sql, 'Hanna');
    const gone = await addBuyer(api.sql, 'Ines');
    const guest = await addUser(api.sql);
    await api.sql.execute(`UPDATE users SET language = 'de' WHERE id = $1`, [gerd.id]);
    await api.sql.execute(
      `UPDATE users SET role = 'guest', email = $2, email_key = $2 WHERE id = $1`,
      [guest, paula.address],
    );
    await pay(api, await hold(api, sale, paula.id, 'GA', 2));
    await pay(api, await hold(api, sale, guest));
    await pay(api, await hold(api, sale, gerd.id));
    const held = await hold(api, sale, hanna.id);
    await hold(api, sale, gone.id);
    expect(await announced(sale)).toEqual({
      sold: 4,
      buyers: 2,
      messagesLeft: 3,
      announcements: [],
    });
    // Nothing that anybody must know.
    expect((await change(sale, { subtitle: 'With orchestra' })).status).toBe(200);
    expect((await change(sale, { venue: 'St Mary’s' })).status).toBe(200);
    expect((await announced(sale)).announcements).toEqual([]);

    const answer = await change(sale, {
      startsAt: '2097-03-15T17:00:00Z',
      venue: 'Harbour Hall',
      messageToBuyers: 'The church is being renovated.\nWe’re sorry.',
    });
    expect(answer.status).toBe(200);
    await until('those with tickets are told', async () =>
      (await mailsTo([paula, gerd], 'event-changed')).every((count) => count === 1),
    );
    await later(sale);
    // Ines and Hanna hold tickets that they chose before: it isn't done.
    expect((await announced(sale)).announcements).toMatchObject([{ kind: 'changed', done: false }]);
    await pay(api, held);
    await api.sql.execute(
      `UPDATE bookings SET hold_expires_at = now() - interval '1 minute'
       WHERE event_id = $1 AND status = 'pending'`,
      [sale.eventId],
    );
    await finished(sale);
    expect(await mailsTo([paula, gerd, hanna, gone], 'event-changed')).toEqual([1, 1, 1, 0]);

    const { text, subject } = await mailTo(api, paula.address, 'event-changed');
    expect(subject).toBe(`New details: Mass ${sale.eventId}`);
    for (const said of [
      'Hello Paula,',
      '> The church is being renovated.',
      'Begins: Friday, 15 March 2097, 17:00 UTC\n  Before: Thursday, 14 March 2097, 18:30 UTC',
      'Venue: Harbour Hall\n  Before: St Mary’s',
      'Tickets sold by Choir of St Mary',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('Address:');
    expect(text.match(/guest-bookings\?token=/g)).toHaveLength(1);
    const german = await mailTo(api, gerd.address, 'event-changed');
    expect(german.text).toContain('Veranstaltungsort: Harbour Hall\n  Bisher: St Mary’s');
    const audited = await api.sql.row<{ after: object }>(
      `SELECT after FROM audit_entries WHERE event_id = $1 AND action = 'event.changed'
       ORDER BY id DESC LIMIT 1`,
      [sale.eventId],
    );
    expect(audited.after).toMatchObject({ buyersTold: true });
  });

  it('tells nobody of an event without buyers, and of no more than ten changes a day', async () => {
    const empty = await onSale(1);
    expect((await change(empty, { venue: 'Harbour Hall' })).status).toBe(200);
    expect((await announced(empty)).announcements).toEqual([]);
    const sale = await onSale(1);
    await hold(api, sale, await addUser(api.sql));
    for (let at = 1; at <= 10; at += 1) {
      expect((await change(sale, { venue: `Hall ${at}` })).status).toBe(200);
    }
    const refused = await change(sale, { venue: 'Hall 11' });
    expect(expectProblem(refused, 409, 'ANNOUNCEMENT_LIMIT_EXCEEDED').limit).toBe(10);
    const { venue } = await api.sql.row<{ venue: string }>(
      'SELECT venue FROM events WHERE id = $1',
      [sale.eventId],
    );
    expect(venue).toBe('Hall 10');
  });

  it('tells of dates of a series together, carries on after a crash, and writes to nobody twice', async () => {
    const seriesId = (await openSale(api.sql, {})).eventId;
    await api.sql.execute(`INSERT INTO event_series (id, organiser_id, name) VALUES ($1, $2, $3)`, [
      seriesId,
      choir.id,
      'Mass in B minor',
    ]);
    const first = await onSale(BUYERS, seriesId);
    const second = await onSale(BUYERS, seriesId);
    const buyers = await buyersOf(first, BUYERS);
    const both = buyers.slice(0, 3);
    for (const { id } of both) await pay(api, await hold(api, second, id));
    const { body: counted } = await ofSeries<Envelope<SeriesBuyersDto>>(
      'GET',
      `${seriesId}/buyers`,
    );
    expect(counted.data).toEqual({
      dates: 2,
      sold: BUYERS + 3,
      held: 0,
      buyers: BUYERS,
      buyersAndHolders: BUYERS,
    });
    const one = await ofSeries<Envelope<SeriesBuyersDto>>(
      'GET',
      `${seriesId}/buyers?eventIds=${second.eventId}`,
    );
    expect(one.body.data).toMatchObject({ dates: 1, sold: 3, buyers: 3 });
    const unknown = await ofSeries<ProblemDto>('GET', `${seriesId}/buyers?eventIds=1`);
    expectProblem(unknown, 404, 'EVENT_NOT_FOUND');

    const changed = await ofSeries<Envelope<OrganiserSeriesDto>>('PATCH', seriesId, {
      address: '2 Church Lane',
      messageToBuyers: 'We’ve moved next door.',
    });
    expect(changed.status).toBe(200);
    await api.process.kill();
    for (const sale of [first, second]) await later(sale);
    // As it stands when a process has died with a part of it done, whose mails are written.
    await api.sql.execute(
      `UPDATE event_announcements SET (notified_created_at, notified_booking_id) =
         (SELECT created_at, id FROM bookings WHERE event_id = $1 ORDER BY created_at, id LIMIT 1)
       WHERE event_id = $1 AND notified_booking_id IS NULL`,
      [first.eventId],
    );
    await api.restart();
    const other = await api.startAnother();
    await finished(first);
    await finished(second);
    await other.stop();
    expect(await mailsTo(buyers, 'event-changed')).toEqual(buyers.map(() => 1));
    const [ada] = both;
    if (!ada) throw new Error('Somebody has bought both.');
    const { text } = await mailTo(api, ada.address, 'event-changed');
    expect(text.match(/Address: 2 Church Lane\n {2}Before: 1 Church Lane/g)).toHaveLength(2);
    expect(text).toContain('> We’ve moved next door.');
  });

  it('writes to all who come: each address once, three times a day', async () => {
    const sale = await onSale(10);
    const ada = await addBuyer(api.sql, 'Ada');
    const held = await addBuyer(api.sql, 'Hanna');
    await pay(api, await hold(api, sale, ada.id));
    await pay(api, await hold(api, sale, ada.id));
    await hold(api, sale, held.id);
    for (const body of [
      { subject: '', message: 'Doors open at six.' },
      { subject: 'Doors\nBcc: all@choir.example', message: 'x' },
      { subject: 'x'.repeat(101), message: 'x' },
    ]) {
      const { errors } = expectProblem(await write(sale, body), 422, 'VALIDATION_FAILED');
      expect(errors?.[0]?.field).toBe('subject');
    }
    for (const message of ['', ' ', 'x'.repeat(2_001)]) {
      const refused = await write(sale, { subject: 'Doors', message });
      const { errors } = expectProblem(refused, 422, 'VALIDATION_FAILED');
      expect(errors?.[0]?.field).toBe('message');
    }
    const subject = 'Brahms instead of Bach';
    const sent = await write(sale, { subject, message: 'Our soloist is ill.' });
    expect(sent.status).toBe(201);
    expect(sent.body.data).toMatchObject({ kind: 'message', subject, done: false });
    await finished(sale);
    expect(await mailsTo([ada, held], 'event-message')).toEqual([1, 0]);
    const { text, subject: written } = await mailTo(api, ada.address, 'event-message');
    expect(written).toBe(`Mass ${sale.eventId}: ${subject}`);
    expect(text).toContain('> Our soloist is ill.');
    const audited = await api.sql.rows<{ after: object }>(
      `SELECT after FROM audit_entries WHERE event_id = $1 AND action = 'event.buyers_written_to'`,
      [sale.eventId],
    );
    expect(audited).toEqual([{ after: { announcementId: sent.body.data.id } }]);

    // More at once than are left.
    const more = await Promise.all(
      Array.from({ length: 6 }, (_, at) => write(sale, { subject: `No. ${at}`, message: 'x' })),
    );
    expect(more.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
    expect(await announced(sale)).toMatchObject({ sold: 2, buyers: 1, messagesLeft: 0 });

    const draft = await onSale(1);
    await api.sql.execute(`UPDATE events SET state = 'draft', published_at = NULL WHERE id = $1`, [
      draft.eventId,
    ]);
    const message = { subject: 'Doors', message: 'x' };
    expectProblem(await write(draft, message), 409, 'EVENT_STATE_CONFLICT');
    const boxOffice = await memberOf(api, choir, 'box_office');
    for (const method of ['GET', 'POST'] as const) {
      const path = `/${sale.eventId}/announcements`;
      const body = method === 'POST' ? message : undefined;
      const refused = await choir.send<ProblemDto>(method, path, body, boxOffice.headers);
      expectProblem(refused, 403, 'FORBIDDEN');
    }
  });
});

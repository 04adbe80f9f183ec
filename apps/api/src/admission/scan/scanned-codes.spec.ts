import type { TicketCodeDto } from '@boxoffice/contracts';
import { digitsAt, formatSerial, newKeyPair, writeCode } from '@boxoffice/ticket-codes';
import type { EntityManager } from 'typeorm';
import { ManualClock } from '../../platform/clock/manual-clock.fixture.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { askedBooking } from '../codes/booked-tickets.js';
import { RotationSecrets } from '../codes/rotation-secrets.js';
import { TicketCodes } from '../codes/ticket-codes.js';
import { IssueCodes } from '../issue/issue-codes.js';
import { ADMISSION_PURPOSE, OrganiserKeys } from '../keys/organiser-keys.js';
import { ScannedCodes } from './scanned-codes.js';

const SECRET_KEYS = [Buffer.alloc(32, 7).toString('base64')];
const EVENT = '1';
const BOOKING = '10';
const TICKETS = ['1', '2', '3'];

describe('codes at the door', () => {
  let database: DemoDatabase;
  let manager: EntityManager;
  let keys: OrganiserKeys;
  let codes: TicketCodes;
  let scanned: ScannedCodes;
  const issue = new IssueCodes();
  const clock = new ManualClock(Date.now());

  beforeEach(async () => {
    database = await openDemoDatabase();
    manager = database.dataSource.manager;
    const box = new SecretBox({ SECRET_KEYS }, ADMISSION_PURPOSE);
    keys = new OrganiserKeys(box);
    const secrets = new RotationSecrets(box);
    codes = new TicketCodes(issue, keys, secrets);
    scanned = new ScannedCodes(clock, keys, secrets);
    await sell(BOOKING, TICKETS);
  });

  afterEach(() => database.close());

  async function sell(bookingId: string, ticketIds: readonly string[]): Promise<void> {
    await manager.query(
      `INSERT INTO bookings (event_id, id, user_id, status, ticket_ids, lines, total_minor, currency,
         hold_expires_at, confirmed_at)
       VALUES (1, $1, 1, 'confirmed', $2, '[]', 0, 'USD', now(), now())`,
      [bookingId, ticketIds],
    );
    await manager.query(
      `UPDATE tickets SET status = 'booked', booking_id = $1, user_id = 1, booked_at = now()
       WHERE event_id = 1 AND id = ANY ($2)`,
      [bookingId, ticketIds],
    );
  }

  const giveBack = (ticketId: string) =>
    manager.query(
      `UPDATE tickets SET status = 'available', booking_id = NULL, user_id = NULL, booked_at = NULL
       WHERE event_id = 1 AND id = $1`,
      [ticketId],
    );

  const shown = async (bookingId = BOOKING): Promise<TicketCodeDto[]> =>
    codes.of(manager, await askedBooking(manager, bookingId, { onlyUser: '1' }), 'buyer');

  const first = async (bookingId?: string): Promise<TicketCodeDto> => {
    const [code] = await shown(bookingId);
    if (!code) throw new Error('The booking has no codes.');
    return code;
  };

  const stateOf = async (text: string, eventId = EVENT) =>
    (await scanned.check(manager, eventId, text)).state;

  it('are one a ticket, however many look first at once, and good on every look', async () => {
    const looks = await Promise.all(Array.from({ length: 12 }, () => shown()));
    const serials = new Set(looks.flat().map(({ serial }) => serial));
    expect(serials.size).toBe(TICKETS.length);
    const rows = await manager.query<unknown[]>('SELECT FROM ticket_codes');
    expect(rows).toHaveLength(TICKETS.length);
    expect(await manager.query('SELECT number FROM organiser_ticket_keys')).toHaveLength(1);
    const { code, serial } = await first();
    const good = {
      state: 'good',
      ticket: { ticketId: '1', bookingId: BOOKING, isDisputed: false },
    };
    expect(await scanned.check(manager, EVENT, code)).toMatchObject(good);
    // As somebody types it.
    expect(await scanned.check(manager, EVENT, serial.toLowerCase())).toMatchObject(good);
  });

  it('are refused when forged, altered, expired, of another event or never issued', async () => {
    const { code } = await first();
    const signing = await keys.signing(manager, '1');
    const said = { keyNumber: signing.number, eventId: EVENT, ticketId: '1', serial: 5 };
    const notAfter = Math.floor(clock.now() / 1_000) + 60;
    const { privateKey } = newKeyPair();
    expect(await stateOf(writeCode({ ...said, notAfter }, privateKey))).toBe('altered');
    const altered = code.slice(0, 60) + (code[60] === 'A' ? 'B' : 'A') + code.slice(61);
    expect(await stateOf(altered)).toBe('altered');
    const over = writeCode({ ...said, notAfter: notAfter - 60 }, signing.privateKey);
    expect(await stateOf(over)).toBe('expired');
    await manager.query(
      `INSERT INTO events (id, organiser_id, name, starts_at, time_zone, currency)
       VALUES (2, 1, 'Another', now(), 'UTC', 'USD')`,
    );
    expect(await stateOf(code, '2')).toBe('other_event');
    expect(await stateOf(writeCode({ ...said, notAfter }, signing.privateKey))).toBe('unknown');
    expect(await stateOf(formatSerial(5))).toBe('unknown');
    expect(await stateOf('https://example.org/')).toBe('unknown');
  });

  it('stay good when the key changes, and when it is lost', async () => {
    const before = await first();
    await keys.add(manager, '1', 2);
    const after = await first();
    expect(after.serial).toBe(before.serial);
    expect(after.code).not.toBe(before.code);
    expect([await stateOf(before.code), await stateOf(after.code)]).toEqual(['good', 'good']);
    const other = new SecretBox(
      { SECRET_KEYS: [Buffer.alloc(32, 8).toString('base64')] },
      ADMISSION_PURPOSE,
    );
    expect(await new OrganiserKeys(other).signing(manager, '1')).toMatchObject({ number: 3 });
    expect(await stateOf(before.code)).toBe('good');
  });

  it('are void when replaced, and when the ticket was given back, sold again or not', async () => {
    const lost = await first();
    await issue.another(manager, EVENT, '1', { onPaper: false, passedOn: false });
    const replaced = await first();
    expect(replaced.serial).not.toBe(lost.serial);
    expect([await stateOf(lost.code), await stateOf(lost.serial)]).toEqual([
      'replaced',
      'replaced',
    ]);
    expect(await stateOf(replaced.code)).toBe('good');

    await giveBack('1');
    expect(await stateOf(replaced.code)).toBe('refunded');
    await sell('11', ['1']);
    const ofTheNext = await first('11');
    expect([await stateOf(replaced.code), await stateOf(ofTheNext.code)]).toEqual([
      'refunded',
      'good',
    ]);
    await expect(
      issue.another(manager, EVENT, '1', { onPaper: false, passedOn: false }),
    ).resolves.toBeUndefined();
    expect(await manager.query('SELECT FROM ticket_codes WHERE revoked_at IS NULL')).toHaveLength(
      TICKETS.length,
    );
  });

  it('rotate where the event says so, but not on paper', async () => {
    const early = await first();
    await manager.query('UPDATE events SET codes_rotate = true WHERE id = 1');
    // It is in a mail, and may be printed.
    expect(await first()).toMatchObject({ code: early.code, onPaper: true, rotationSecret: null });
    expect(await stateOf(early.code)).toBe('good');

    await issue.another(manager, EVENT, '1', { onPaper: false, passedOn: false });
    const { code, rotationSecret } = await first();
    const secret = Buffer.from(rotationSecret ?? '', 'hex');
    const at = (secondsAgo: number) =>
      code + digitsAt(secret, Math.floor(clock.now() / 1_000) - secondsAgo);
    expect(await stateOf(at(0))).toBe('good');
    // The screenshot of a minute ago.
    expect(await stateOf(at(60))).toBe('digits_old');
    expect(await stateOf(code)).toBe('digits_missing');
    const wrong = digitsAt(secret, 0);
    expect(await stateOf(code + wrong)).toBe('digits_wrong');

    await issue.another(manager, EVENT, '1', { onPaper: true, passedOn: false });
    const printed = await first();
    expect(printed).toMatchObject({ rotationSecret: null, onPaper: true });
    expect(await stateOf(printed.code)).toBe('good');
    expect(await stateOf(at(0))).toBe('replaced');
  });

  it('are held while somebody is let in: replacing one waits for it', async () => {
    const { code } = await first();
    const scan = database.dataSource.createQueryRunner();
    await scan.startTransaction();
    expect(await scanned.check(scan.manager, EVENT, code)).toMatchObject({ state: 'good' });
    await expect(
      manager.query(
        `SELECT FROM ticket_codes WHERE ticket_id = 1 AND revoked_at IS NULL FOR UPDATE NOWAIT`,
      ),
    ).rejects.toThrow(/could not obtain lock/);
    await scan.commitTransaction();
    await scan.release();
  });
});

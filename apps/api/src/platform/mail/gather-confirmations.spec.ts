import { PersonalData } from '../personal-data/personal-data.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { untilSomebodyWaits } from '../database/until-somebody-waits.fixture.js';
import { confirmation } from './confirmation.fixture.js';
import { KeptMails } from './local-page/kept-mails.js';
import { MailData } from './mail-data.js';
import { MailSweep } from './mail-sweep.js';
import type { Mail, MailTemplates } from './mail.js';
import { mailingProcess, type MailingProcess } from './mailing-process.fixture.js';
import { readSettings } from '../config/read-settings.js';
import { KeepingTransport } from './outgoing/keeping-transport.js';

const ADA = 'ada@mail.example';

const confirmations = (from: number, to: number, address = ADA): Mail[] =>
  Array.from({ length: to - from + 1 }, (_, index) => confirmation(from + index, address));

interface Row {
  id: string;
  template: string;
  to_name: string;
  data: { bookings?: MailTemplates['booking-confirmed'][] } | null;
  counted_at: Date | null;
  gather_at: Date | null;
  gathered_into: string | null;
}

describe('confirmations that are too many for their address', () => {
  let database: DemoDatabase;
  const processes: MailingProcess[] = [];

  beforeEach(async () => {
    database = await openDemoDatabase();
  });

  afterEach(async () => {
    for (const each of processes.splice(0)) await each.stop();
    await database.close();
  });

  async function aProcess(settings: Record<string, string> = {}): Promise<MailingProcess> {
    const first = 10_000 * (processes.length + 1);
    const smtp = 'smtp://127.0.0.1:1';
    const made = await mailingProcess(database.url, smtp, first, new KeepingTransport(), settings);
    processes.push(made);
    await made.start();
    return made;
  }

  const rows = (): Promise<Row[]> => database.dataSource.query('SELECT * FROM mails ORDER BY id');
  const sent = async (): Promise<Row[]> =>
    (await rows()).filter((row) => row.gather_at === null && row.gathered_into === null);
  const waiting = async (): Promise<Row[]> =>
    (await rows()).filter((row) => row.gather_at !== null);

  const anHourLater = (): Promise<unknown> =>
    database.dataSource.query(
      `UPDATE mails SET counted_at = counted_at - interval '1 hour',
         gather_at = gather_at - interval '1 hour'`,
    );

  async function gatherAll(one: MailingProcess): Promise<void> {
    while (await one.gather.sweep());
  }

  it('wait, in one batch or in many, and are not due before their time', async () => {
    const here = await aProcess();
    await here.enqueue(confirmations(1, 4));
    await here.enqueue(confirmations(5, 8));
    await here.enqueue(confirmations(9, 9));
    await gatherAll(here);
    expect(await sent()).toHaveLength(5);
    expect(await waiting()).toHaveLength(4);
    const jobs: unknown[] = await database.dataSource.query(
      `SELECT jsonb_array_elements(data -> 'mailIds') FROM pgboss.job WHERE name = 'send-tickets'`,
    );
    expect(jobs).toHaveLength(5);
  });

  it('become one mail that says each of them, once, whoever looks', async () => {
    const [here, there] = [await aProcess(), await aProcess()];
    await here.enqueue(confirmations(1, 12));
    await anHourLater();
    await Promise.all([gatherAll(here), gatherAll(there)]);
    const mails = await sent();
    expect(mails).toHaveLength(6);
    const [together] = mails.filter(({ template }) => template === 'bookings-confirmed');
    expect(together?.data?.bookings?.map(({ bookingId }) => bookingId)).toEqual(
      Array.from({ length: 7 }, (_, index) => String(index + 6)),
    );
    expect(together?.to_name).toBe('');
    const gathered = (await rows()).filter(({ gathered_into }) => gathered_into !== null);
    expect(gathered).toHaveLength(6);
    for (const { gathered_into, data } of gathered) {
      expect({ gathered_into, data }).toEqual({ gathered_into: together?.id, data: null });
    }
    await here.enqueue(confirmations(1, 12));
    expect(await rows()).toHaveLength(12);
  });

  it('are said by as many mails as fit, and as the budget allows', async () => {
    const here = await aProcess();
    await here.enqueue(confirmations(1, 5 + 5 * 40 + 3));
    await anHourLater();
    await gatherAll(here);
    const counts = async (): Promise<number[]> =>
      (await sent()).flatMap(({ data }) => data?.bookings?.length ?? []);
    expect(await counts()).toEqual([40, 40, 40, 40, 40]);
    expect(await waiting()).toHaveLength(3);
    await anHourLater();
    await gatherAll(here);
    expect(await counts()).toEqual([40, 40, 40, 40, 40, 3]);
    expect(await waiting()).toEqual([]);
  });

  it('wait longer where less is allowed than when they came', async () => {
    await (await aProcess()).enqueue(confirmations(1, 6));
    const strict = await aProcess({ MAIL_LIMIT_GUEST_CONFIRMATION: '1/86400' });
    await anHourLater();
    await gatherAll(strict);
    const [left] = await waiting();
    expect(left?.gather_at?.getTime()).toBeGreaterThan(Date.now());
  });

  it('let what comes later wait with them, and keep their order', async () => {
    const here = await aProcess();
    await here.enqueue(confirmations(1, 6));
    await anHourLater();
    await here.enqueue(confirmations(7, 7));
    expect(await waiting()).toHaveLength(2);
    await gatherAll(here);
    expect(await sent()).toHaveLength(6);
  });

  it('count for their address alone, and not for what others are sent', async () => {
    const here = await aProcess();
    await here.enqueue([...confirmations(1, 6), ...confirmations(7, 11, 'bob@mail.example')]);
    expect(await sent()).toHaveLength(10);
    await here.enqueue([
      {
        template: 'reset-password',
        to: { address: ADA, name: 'Ada', isProved: true },
        data: { name: 'Ada', link: 'https://tickets.example/reset-password?token=x' },
      },
    ]);
    expect(await sent()).toHaveLength(11);
  });

  describe('to tagged addresses of one mailbox', () => {
    const tagged = (tag: string): string => `ada+${tag}@mail.example`;
    const sentTo = async (address: string): Promise<number> => {
      const [row] = await database.dataSource.query<{ mails: number }[]>(
        `SELECT count(*)::integer AS mails FROM mails WHERE to_address = $1
           AND gather_at IS NULL AND gathered_into IS NULL`,
        [address],
      );
      return row?.mails ?? 0;
    };

    it('are counted for each, so that a flood at one tag delays no other', async () => {
      const here = await aProcess();
      // At once, and one after the other.
      await here.enqueue([...confirmations(1, 30, tagged('flood')), confirmation(31, tagged('a'))]);
      await here.enqueue([confirmation(32, tagged('b')), confirmation(33, ADA)]);
      expect(await sentTo(tagged('flood'))).toBe(5);
      for (const address of [tagged('a'), tagged('b'), ADA]) expect(await sentTo(address)).toBe(1);
      await anHourLater();
      await gatherAll(here);
      expect(await sentTo(tagged('flood'))).toBe(6);
      expect(await waiting()).toEqual([]);
    });

    it('are ten together, and those to addresses that were sent least come first', async () => {
      const [here, there] = [await aProcess(), await aProcess()];
      const flood = Array.from({ length: 4 }, (_, tag) => tagged(`flood${tag}`));
      for (const [nth, address] of flood.entries()) {
        // More than five mails of 40 bookings say.
        await here.enqueue(confirmations(nth * 1_000 + 1, nth * 1_000 + 300, address));
      }
      await here.enqueue([confirmation(5_001, tagged('honest')), confirmation(5_002, ADA)]);
      expect(await sent()).toHaveLength(11);
      expect(await sentTo(tagged('honest'))).toBe(0);
      await anHourLater();
      await Promise.all([gatherAll(here), gatherAll(there)]);
      expect(await sentTo(tagged('honest'))).toBe(1);
      expect(await sent()).toHaveLength(21);
      // The next hour's ten go to the five addresses in turn, and not to whoever waits longest.
      const more = await Promise.all(flood.map(sentTo));
      expect(more).toEqual([5 + 3, 5 + 2, 2, 2]);
      const before = (await waiting()).length;
      await anHourLater();
      await gatherAll(here);
      expect((await waiting()).length).toBeLessThan(before);
      expect(await sent()).toHaveLength(31);
    });

    it('leave room that has come free to those who wait for it', async () => {
      const here = await aProcess();
      for (let tag = 1; tag <= 10; tag += 1) {
        await here.enqueue([confirmation(tag, tagged(String(tag)))]);
      }
      await here.enqueue([confirmation(11, tagged('honest'))]);
      await anHourLater();
      await here.enqueue(confirmations(12, 21, tagged('late')));
      expect(await sentTo(tagged('late'))).toBe(0);
      await gatherAll(here);
      expect(await sentTo(tagged('honest'))).toBe(1);
      // What waited together is said together.
      expect(await sentTo(tagged('late'))).toBe(1);
      expect(await waiting()).toEqual([]);
    });

    it('are dropped beyond their number where they are not gathered', async () => {
      const here = await aProcess();
      const links = (tag: string, count: number): Mail[] =>
        Array.from({ length: count }, () => ({
          template: 'verify-email',
          to: { address: tagged(tag), name: '', isProved: false },
          data: { link: 'https://tickets.example/verify-email?token=x' },
        }));
      await here.enqueue(links('flood', 30));
      await here.enqueue(links('honest', 1));
      expect(await sentTo(tagged('flood'))).toBe(5);
      expect(await sentTo(tagged('honest'))).toBe(1);
      for (const tag of ['a', 'b', 'c']) await here.enqueue(links(tag, 5));
      expect(await rows()).toHaveLength(10);
    });
  });

  it('to many addresses at once make no two transactions wait for each other', async () => {
    const [here, there] = [await aProcess(), await aProcess()];
    const addresses = Array.from({ length: 150 }, (_, index) => `user${index}@mail.example`);
    const mails = (round: number, all: string[]): Mail[] =>
      all.map((address, index) => confirmation(round * 1_000 + index, address));
    const rounds = Array.from({ length: 6 }, (_, round) => round + 1);
    // No transaction is run again: a deadlock would fail one.
    await Promise.all(
      rounds.flatMap((round) => [
        here.dataSource.transaction((manager) =>
          here.mails.enqueue(manager, ...mails(round, addresses)),
        ),
        there.dataSource.transaction((manager) =>
          there.mails.enqueue(manager, ...mails(100 + round, [...addresses].reverse())),
        ),
      ]),
    );
    expect(await sent()).toHaveLength(150 * 5);
    expect(await waiting()).toHaveLength(150 * 7);
  });

  describe('and people who ask what is kept about them', () => {
    const person = { id: '1', emailKey: ADA };
    let here: MailingProcess;
    let data: MailData;

    beforeEach(async () => {
      here = await aProcess();
      data = new MailData(new PersonalData());
      await here.enqueue(confirmations(1, 8));
    });

    it('are told of each, and in which mail it came', async () => {
      const { manager } = database.dataSource;
      const before = await data.export(manager, person);
      expect(before).toHaveLength(8);
      expect(before[0]).toMatchObject({ sentAt: null, sentTogetherAs: null });
      await anHourLater();
      await gatherAll(here);
      await database.dataSource.query(
        `UPDATE mails SET sent_at = now() WHERE gathered_into IS NULL`,
      );
      const [last, , together] = await data.export(manager, person);
      expect(together).toMatchObject({ id: '10006', template: 'bookings-confirmed' });
      expect(last).toMatchObject({ sentTogetherAs: '10006', sentAt: expect.any(Date) });
    });

    it('are sent nothing any more once they are erased', async () => {
      await here.dataSource.transaction((manager) => data.erase(manager, person));
      await anHourLater();
      await gatherAll(here);
      expect(await rows()).toEqual([]);
    });

    it('are sent nothing when they are erased at the moment of the gathering', async () => {
      await anHourLater();
      let gathered: Promise<void> = Promise.resolve();
      await here.dataSource.transaction(async (manager) => {
        await data.erase(manager, person);
        gathered = gatherAll(here);
        await untilSomebodyWaits(database);
      });
      await gathered;
      expect(await rows()).toEqual([]);
      const jobs = await database.dataSource.query<{ mails: number }[]>(
        `SELECT count(*)::integer AS mails FROM pgboss.job WHERE name = 'send-tickets'
           AND data -> 'mailIds' ? '10006'`,
      );
      expect(jobs).toEqual([{ mails: 0 }]);
    });

    it('see what waits on the local page when it is sent, and not before', async () => {
      const page = new KeptMails(database.dataSource);
      expect(await page.list(ADA)).toHaveLength(5);
      expect(await page.find('10008')).toBeUndefined();
      await anHourLater();
      await gatherAll(here);
      const listed = await page.list(ADA);
      expect(listed.map(({ subject }) => subject)).toEqual([
        'Your tickets: 3 bookings',
        ...Array<string>(5).fill('Your tickets for Midnight Orchestra'),
      ]);
    });

    it('are forgotten in time, and not while something is to be sent yet', async () => {
      await database.dataSource.query(`UPDATE mails SET created_at = now() - interval '1 year'`);
      const settings = readSettings({ DATABASE_URL: database.url });
      const sweep = new MailSweep(database.dataSource, settings);
      await sweep.sweep();
      expect(await waiting()).toHaveLength(3);
      await anHourLater();
      await gatherAll(here);
      // What is being sent at this moment is left for the next sweep.
      await here.jobs.beforeApplicationShutdown();
      await database.dataSource.query(
        `UPDATE mails SET sent_at = now() WHERE gathered_into IS NULL`,
      );
      await sweep.sweep();
      expect(await rows()).toEqual([]);
    });
  });
});

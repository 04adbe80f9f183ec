import { setTimeout as delay } from 'node:timers/promises';
import { startMailServer, type MailServer } from '@boxoffice/testing';
import { openDemoDatabase, type DemoDatabase } from '../../../schema/database.fixture.js';
import type { Mail } from '../mail.js';
import { confirmation } from '../confirmation.fixture.js';
import { mailingProcess, type MailingProcess } from '../mailing-process.fixture.js';
import type { Enclosure } from './enclosures.js';

const POLL_MS = 20;
const DEADLINE_MS = 240_000;

/** The deadline is no measure of speed: it only ends a test that would wait for ever. */
async function until(look: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error('Waited in vain.');
    await delay(POLL_MS);
  }
}

const mailTo = (address: string, name = 'John Doe', more: Partial<Mail> = {}): Mail =>
  ({
    template: 'reset-password',
    to: { address, name, isProved: true },
    data: { name, link: 'https://tickets.example/verify?token=secret' },
    ...more,
  }) as Mail;

describe('mails', () => {
  let database: DemoDatabase;
  let server: MailServer;
  const processes: MailingProcess[] = [];

  beforeEach(async () => {
    database = await openDemoDatabase();
    server = await startMailServer();
  });

  afterEach(async () => {
    for (const each of processes.splice(0)) await each.stop();
    await server.stop();
    await database.close();
  });

  async function aProcess(): Promise<MailingProcess> {
    const url = (database.dataSource.options as { url: string }).url;
    const first = 1_000 * (processes.length + 1);
    const made = await mailingProcess(url, server.url, first);
    processes.push(made);
    return made;
  }

  const rows = (): Promise<Record<string, unknown>[]> =>
    database.dataSource.query('SELECT * FROM mails ORDER BY id');

  const unsent = async (): Promise<number> =>
    (await rows()).filter(({ sent_at, refused_at }) => sent_at === null && refused_at === null)
      .length;

  it('are sent once, after the transaction, as HTML and as text', async () => {
    const here = await aProcess();
    await here.start();
    await here.enqueue([mailTo('john@mail.example')]);
    await until(async () => (await unsent()) === 0);
    expect(server.mails).toEqual([
      {
        recipients: ['john@mail.example'],
        from: '"Boxoffice" <tickets@tickets.example>',
        to: [{ name: 'John Doe', address: 'john@mail.example' }],
        subject: 'Set a new password',
        messageId: '<1001@tickets.example>',
        html: expect.stringContaining('href="https://tickets.example/verify?token=secret"'),
        text: expect.stringContaining('https://tickets.example/verify?token=secret'),
        headers: expect.arrayContaining(['auto-submitted', 'message-id', 'to']),
      },
    ]);
  });

  it('bring tickets without keeping others waiting', async () => {
    const here = await aProcess();
    const printed = Promise.withResolvers<Enclosure[]>();
    here.enclosures.madeBy('booking-confirmed', () => printed.promise);
    await here.start();
    // As many as a process sends at once.
    const bookings = Array.from({ length: 100 }, (_, index) => index + 1);
    await here.enqueue(bookings.map((id) => confirmation(id, `buyer${id}@mail.example`)));
    await here.enqueue([mailTo('john@mail.example')]);
    await until(() => server.asked.length > 0);
    expect(server.asked).toEqual(['john@mail.example']);
    printed.resolve([]);
    await until(async () => (await unsent()) === 0);
    expect(server.asked).toHaveLength(bookings.length + 1);
  });

  it('name the addressee by whole characters, however long the name is', async () => {
    const here = await aProcess();
    await here.start();
    await here.enqueue([mailTo('john@mail.example', `${'a'.repeat(99)}👩‍👩‍👧`)]);
    await until(async () => (await unsent()) === 0);
    expect(server.mails[0]?.to).toEqual([{ name: 'a'.repeat(99), address: 'john@mail.example' }]);
  });

  it('are forgotten once they are sent, but for that they were', async () => {
    const here = await aProcess();
    await here.start();
    await here.enqueue([mailTo('john@mail.example')]);
    await until(async () => (await unsent()) === 0);
    const [row] = await rows();
    expect(row).toMatchObject({
      template: 'reset-password',
      to_address: 'john@mail.example',
      data: null,
      attempts: 1,
      last_error: null,
    });
    const jobs: unknown = await database.dataSource.query('SELECT data, output FROM pgboss.job');
    expect(JSON.stringify(jobs)).not.toContain('secret');
  });

  it('are not sent for what was rolled back', async () => {
    const here = await aProcess();
    await here.start();
    await expect(
      here.enqueue([mailTo('never@mail.example')], new Error('changed my mind')),
    ).rejects.toThrow('changed my mind');
    await here.enqueue([mailTo('john@mail.example')]);
    await until(async () => (await unsent()) === 0);
    expect(server.asked).toEqual(['john@mail.example']);
    expect(await rows()).toHaveLength(1);
  });

  it('wait while the mail server is down, and none is lost', async () => {
    await server.stop();
    const here = await aProcess();
    await here.start();
    await here.enqueue([mailTo('a@mail.example'), mailTo('b@mail.example')]);
    await until(async () => (await rows()).every(({ attempts }) => Number(attempts) >= 2));
    expect(await rows()).toMatchObject([
      { sent_at: null, last_error: expect.stringContaining('ECONNREFUSED') },
      { sent_at: null },
    ]);
    await server.restart();
    await until(async () => (await unsent()) === 0);
    expect(server.mails.map(({ recipients }) => recipients).sort()).toEqual([
      ['a@mail.example'],
      ['b@mail.example'],
    ]);
  });

  it('wait while the server takes none, each by itself', async () => {
    const here = await aProcess();
    server.refuse({ code: 451, words: 'Greylisted' });
    await here.start();
    await here.enqueue([mailTo('a@mail.example'), mailTo('b@mail.example')]);
    await until(async () => (await rows()).every(({ attempts }) => Number(attempts) >= 1));
    server.refuse(undefined);
    await until(async () => (await unsent()) === 0);
    expect(server.mails).toHaveLength(2);
  });

  it('are not tried again where the address does not exist', async () => {
    const here = await aProcess();
    server.refuse({ code: 550, words: 'No such user' });
    await here.start();
    await here.enqueue([mailTo('nobody@mail.example')]);
    await until(async () => (await unsent()) === 0);
    expect(await rows()).toMatchObject([
      { sent_at: null, attempts: 1, last_error: expect.stringContaining('No such user') },
    ]);
    await here.sendMails.execute(['1001']);
    expect(server.asked).toEqual(['nobody@mail.example']);
  });

  it('go out once, with many processes at work', async () => {
    const all = [await aProcess(), await aProcess(), await aProcess()];
    await Promise.all(all.map((each) => each.start()));
    const addresses = Array.from({ length: 120 }, (_, index) => `user${index}@mail.example`);
    await Promise.all(
      all.map(async (each, number) => {
        for (const address of addresses.filter((_, index) => index % all.length === number)) {
          await each.enqueue([mailTo(address)]);
        }
      }),
    );
    await until(async () => (await unsent()) === 0);
    const sentTo = server.mails.flatMap(({ recipients }) => recipients);
    expect(sentTo.sort()).toEqual(addresses.sort());
  });

  it('are taken over from a process that died while it sent them', async () => {
    const dying = await aProcess();
    server.hang();
    await dying.start();
    await dying.enqueue([mailTo('john@mail.example')]);
    await until(() => server.asked.length === 1);
    // As it stands after kill -9: the job is active, and nobody will ever end it.
    await database.dataSource.query(
      `UPDATE pgboss.job SET started_on = started_on - interval '1 hour' WHERE name = 'send-mails'`,
    );
    await server.stop();
    await server.restart();
    const other = await aProcess();
    await other.start();
    await until(async () => (await unsent()) === 0);
    expect(server.mails.map(({ messageId }) => messageId)).toEqual(
      expect.arrayContaining(['<1001@tickets.example>']),
    );
  });

  it('sent under one name are one', async () => {
    const here = await aProcess();
    await here.start();
    const mail = mailTo('john@mail.example', 'John', { once: 'booking-confirmed:42' });
    await here.enqueue([mail]);
    await here.enqueue([mail]);
    await until(async () => (await unsent()) === 0);
    expect(server.mails).toHaveLength(1);
  });

  it('carry no header that somebody typed', async () => {
    const here = await aProcess();
    await here.start();
    const name = 'Eve\r\nBcc: victim@mail.example\nX-Evil: 1\0"<x@y>, "';
    await here.enqueue([mailTo('eve@mail.example', name)]);
    await until(async () => (await unsent()) === 0);
    const [mail] = server.mails;
    expect(mail?.recipients).toEqual(['eve@mail.example']);
    expect(mail?.to.map(({ address }) => address)).toEqual(['eve@mail.example']);
    expect(mail?.headers).not.toEqual(expect.arrayContaining(['bcc']));
    expect(mail?.headers).not.toEqual(expect.arrayContaining(['x-evil']));
  });

  it.each([
    'john@mail.example\r\nBcc: victim@mail.example',
    'john@mail.example, victim@mail.example',
    'John <john@mail.example>',
  ])('are not written to %j', async (address) => {
    const here = await aProcess();
    await expect(here.enqueue([mailTo(address)])).rejects.toThrow('no address');
    expect(await rows()).toEqual([]);
  });

  it('are refused by the database too where an address has two lines', async () => {
    await expect(
      database.dataSource.query(
        `INSERT INTO mails (id, template, to_address, to_name, data)
         VALUES (1, 'verify-email', E'a@b\\nBcc: c@d', '', '{}')`,
      ),
    ).rejects.toThrow('mails_address_in_one_line');
  });

  it('are written in a transaction or not at all', async () => {
    const here = await aProcess();
    await expect(
      here.jobs.enqueue(database.dataSource.manager, 'send-mails', { mailIds: ['1'] }),
    ).rejects.toThrow('follows from a transaction');
  });
});

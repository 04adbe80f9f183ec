import { startMailServer, type MailServer, type RunningApi } from '@boxoffice/testing';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { hold, pay } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { addBuyer, type Buyer } from './buyer-with-address.ts';

describe('a mail about a payment', () => {
  let server: MailServer;
  let api: ApiUnderTest;
  const others: RunningApi[] = [];

  beforeEach(async () => {
    server = await startMailServer();
    api = new ApiUnderTest({
      MAIL_TRANSPORT: 'smtp',
      SMTP_URL: server.url,
      MAIL_FROM: 'Boxoffice <tickets@tickets.example>',
      MAIL_RETRY_SECONDS: '1',
      MAIL_RETRY_MAX_SECONDS: '1',
      JOBS_POLL_SECONDS: '1',
      JOBS_SUPERVISE_SECONDS: '1',
    });
    await api.start();
  });

  afterEach(async () => {
    for (const other of others.splice(0)) await other.stop();
    await api.end();
    await server.stop();
  });

  async function buy(count = 1): Promise<Buyer[]> {
    const sale = await openSale(api.sql, { GA: count });
    const buyers: Buyer[] = [];
    for (let bought = 0; bought < count; bought += 1) buyers.push(await addBuyer(api.sql));
    await Promise.all(buyers.map(async ({ id }) => pay(api, await hold(api, sale, id))));
    return buyers;
  }

  const everyMailIsSent = (count: number): Promise<unknown> =>
    until('every mail is sent', async () => {
      const { sent } = await api.sql.row<{ sent: number }>(
        'SELECT count(*)::integer AS sent FROM mails WHERE sent_at IS NOT NULL',
      );
      return sent === count;
    });

  const recipients = (): string[] => server.mails.flatMap((mail) => mail.recipients).sort();
  const addresses = (buyers: Buyer[]): string[] => buyers.map(({ address }) => address).sort();

  it('comes by SMTP, one for each buyer of a batch, and none to who has no address', async () => {
    const buyers = await buy(30);
    const unreachable = await addUser(api.sql);
    await pay(api, await hold(api, await openSale(api.sql, { GA: 1 }), unreachable));
    await everyMailIsSent(30);
    expect(recipients()).toEqual(addresses(buyers));
    expect(server.mails[0]?.text).toContain('1 × GA: $10');
  });

  it('is one, with several processes at work', async () => {
    others.push(await api.startAnother(), await api.startAnother());
    const buyers = await buy(30);
    await everyMailIsSent(30);
    expect(recipients()).toEqual(addresses(buyers));
  });

  it('is not lost when the API is killed between the payment and the sending', async () => {
    await server.stop();
    const buyers = await buy(5);
    await api.process.kill();
    await server.restart();
    await api.restart();
    await everyMailIsSent(5);
    expect(recipients()).toEqual(addresses(buyers));
  });

  it('is not lost when the API is killed while it sends', async () => {
    server.hang();
    const buyers = await buy();
    await until('the mail is being sent', () => server.asked.length === 1);
    await api.process.kill();
    // The dead process was last heard of an hour ago.
    await api.sql.execute(
      `UPDATE pgboss.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active'`,
    );
    await server.stop();
    await server.restart();
    await api.restart();
    await everyMailIsSent(1);
    expect(recipients()).toEqual(addresses(buyers));
  });

  it('waits while the mail server is down, and buying does not', async () => {
    await server.stop();
    const buyers = await buy(3);
    await until('sending has failed twice', async () => {
      const { tried } = await api.sql.row<{ tried: boolean | null }>(
        'SELECT min(attempts) >= 2 AND count(*) = 3 AS tried FROM mails',
      );
      return tried === true;
    });
    await server.restart();
    await everyMailIsSent(3);
    expect(recipients()).toEqual(addresses(buyers));
  });

  it('goes out before an orderly end, or after the next start', async () => {
    const buyers = await buy(3);
    await api.process.stop();
    await api.restart();
    await everyMailIsSent(3);
    expect(recipients()).toEqual(addresses(buyers));
  });

  it('is forgotten once it is sent', async () => {
    await buy();
    await everyMailIsSent(1);
    expect(await api.sql.rows('SELECT data FROM mails')).toEqual([{ data: null }]);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  migrateDatabase,
  startApi,
  startPostgres,
  type RunningApi,
  type ThrowAwayCluster,
} from '@boxoffice/testing';
import { until } from '../setup/until.ts';
import { DatabaseAddress } from './database-address.ts';

describe('the page of an event whose database does not answer', () => {
  let root: string;
  let postgres: ThrowAwayCluster;
  let address: DatabaseAddress;
  let api: RunningApi;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'boxoffice-web-'));
    await writeFile(join(root, 'index.html'), '<!doctype html><title>The page</title>');
    postgres = await startPostgres();
    await migrateDatabase(postgres.url());
    address = await DatabaseAddress.to(postgres.port);
    api = await startApi({
      databaseUrl: address.url(postgres.url()),
      env: { DEMO_IDENTITY: 'on', DEMO_DATA: 'on', WEB_ROOT: root, PAGE_DATA_WAIT_MS: '200' },
    });
  });

  afterAll(async () => {
    await api.stop();
    await address.close();
    await postgres.stop();
    await rm(root, { recursive: true });
  });

  async function page(id: string): Promise<[status: number, title: string]> {
    const answer = await fetch(`${api.url}/events/${id}`);
    const [, title = ''] = /<title>(.*)<\/title>/.exec(await answer.text()) ?? [];
    return [answer.status, title];
  }

  const hasEvent = async (): Promise<boolean> =>
    (await page('1'))[1] === 'Midnight Orchestra · Boxoffice';

  it('comes without the event, which is not said to be missing, and with it again afterwards', async () => {
    await until('the page has its event', hasEvent);
    address.vanish();
    await until('the page is what it is without', async () => !(await hasEvent()));
    expect(await page('1')).toEqual([200, 'The page']);
    expect(await page('999999')).toEqual([200, 'The page']);
    address.comeBack();
    await until('the page has its event again', hasEvent);
    await until('an event that is not there is missing', async () => {
      const [status] = await page('999999');
      return status === 404;
    });
  });
});

import { createServer, type AddressInfo, type Server } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@boxoffice/testing';
import pg from 'pg';
import { demoTemplate } from '../setup/demo-template.ts';
import { runToEnd } from './run-to-end.ts';

/** Nobody listens on port 1. */
const NO_DATABASE = 'postgres://postgres@127.0.0.1:1/boxoffice';

describe('a start that is refused', () => {
  async function expectRefusal(
    settings: Readonly<Record<string, string>>,
    says: RegExp,
  ): Promise<void> {
    const { code, stdout, stderr } = await runToEnd(settings);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\.\n$/);
    expect(stderr).not.toMatch(/\bat \S+ \(|node:|Error:/);
    expect(stderr).toMatch(says);
  }

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'DEMO_IDENTITY=on with NODE_ENV=production',
      { DEMO_IDENTITY: 'on', NODE_ENV: 'production' },
      /DEMO_IDENTITY.*production/,
    ],
    [
      'DEMO_IDENTITY=on with HOST=0.0.0.0',
      { DEMO_IDENTITY: 'on', HOST: '0.0.0.0' },
      /DEMO_IDENTITY.*0\.0\.0\.0/,
    ],
    [
      'NODE_ENV=production without keys of its own',
      {
        NODE_ENV: 'production',
        MAIL_TRANSPORT: 'smtp',
        SMTP_URL: 'smtp://127.0.0.1:1',
        MAIL_FROM: 'tickets@tickets.example',
        PUBLIC_URL: 'https://tickets.example',
      },
      /TOKEN_KEYS and SECRET_KEYS/,
    ],
    ['PORT=http', { PORT: 'http' }, /PORT/],
    ['PORT=70000', { PORT: '70000' }, /PORT/],
    [
      'AUDIT_ANCHOR_FILE in a folder that is not there',
      { AUDIT_ANCHOR_FILE: '/not/there/anchors' },
      /AUDIT_ANCHOR_FILE.*\/not\/there\/anchors.*ENOENT/,
    ],
    ['DATABASE_URL missing', { DATABASE_URL: '' }, /DATABASE_URL/],
    [
      'DATABASE_URL that does not answer',
      {},
      /database at 127\.0\.0\.1:1\/boxoffice.*DATABASE_URL/,
    ],
  ])('%s: one clear sentence, exit code 1', async (_, settings, says) => {
    await expectRefusal({ DATABASE_URL: NO_DATABASE, PORT: '0', ...settings }, says);
  });

  it('says which settings are wrong when several are', async () => {
    await expectRefusal(
      { PORT: 'x', DEMO_DATA: 'x', DATABASE_URL: 'x' },
      /PORT.*DEMO_DATA|DEMO_DATA.*PORT/,
    );
  });

  describe('with a database', () => {
    let database: TestDatabase;
    let occupant: Server;

    beforeAll(async () => {
      database = await createTestDatabase({ template: await demoTemplate() });
      occupant = createServer();
      await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    });

    afterAll(async () => {
      await new Promise((resolve) => occupant.close(resolve));
      await database.drop();
    });

    it('a port in use: one clear sentence, exit code 1', async () => {
      const { port } = occupant.address() as AddressInfo;
      await expectRefusal(
        { DATABASE_URL: database.url, PORT: String(port), LOG_LEVEL: 'silent' },
        new RegExp(`Port ${port} .*in use`),
      );
    });

    it('a schema that a newer version has migrated: one clear sentence, exit code 1', async () => {
      const newer = await createTestDatabase({ template: await demoTemplate() });
      const client = new pg.Client({ connectionString: newer.url });
      await client.connect();
      await client.query(
        `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Newer9999999999999')`,
      );
      await client.end();
      await expectRefusal(
        { DATABASE_URL: newer.url, PORT: '0' },
        /newer than this API .*Newer9999999999999/,
      );
      await newer.drop();
    });

    it('a database that does not exist: one clear sentence, exit code 1, and no password', async () => {
      const url = new URL(database.url);
      url.pathname = '/nowhere';
      url.password = 'secret';
      await expectRefusal(
        { DATABASE_URL: url.href, PORT: '0' },
        /^(?!.*secret).*nowhere.*DATABASE_URL/,
      );
    });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { DEMO_SECRET_KEY, DEMO_TOKEN_KEYS } from './account-settings.js';
import { readMigrationSettings, readSettings } from './read-settings.js';
import { SettingsError } from './settings-error.js';

const DATABASE_URL = 'postgres://boxoffice@localhost:5432/boxoffice';

/** What production needs beside its keys. */
const PRODUCTION = {
  NODE_ENV: 'production',
  PAYMENT_PROVIDERS: 'offline',
  MAIL_TRANSPORT: 'smtp',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'tickets@tickets.example',
  PUBLIC_URL: 'https://tickets.example',
};

/** Keys as production has to have them. */
function ownKeys(): { TOKEN_KEYS: string; SECRET_KEYS: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    TOKEN_KEYS: JSON.stringify({ keys: [{ kid: '1', ...privateKey.export({ format: 'jwk' }) }] }),
    SECRET_KEYS: randomBytes(32).toString('base64'),
  };
}

describe('the settings', () => {
  let pages: string;

  beforeAll(() => {
    pages = mkdtempSync(join(tmpdir(), 'web-root-'));
    writeFileSync(join(pages, 'index.html'), '');
  });

  afterAll(() => {
    rmSync(pages, { recursive: true });
  });

  it('have defaults for everything but the database', () => {
    expect(readSettings({ DATABASE_URL })).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 3001,
      HOLD_SECONDS: 600,
      DEMO_IDENTITY: false,
      CORS_ORIGINS: [],
    });
    expect(() => readSettings({})).toThrow(/DATABASE_URL must be a PostgreSQL address/);
  });

  it('take an empty variable for one that is not set', () => {
    expect(readSettings({ DATABASE_URL, PORT: '' }).PORT).toBe(3001);
  });

  it('read numbers, switches and lists', () => {
    const settings = readSettings({
      DATABASE_URL,
      PORT: '8080',
      DEMO_IDENTITY: 'on',
      CORS_ORIGINS: 'https://a.example, https://b.example,',
    });
    expect(settings.PORT).toBe(8080);
    expect(settings.DEMO_IDENTITY).toBe(true);
    expect(settings.CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example']);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['HOLD_SECONDS', '0'],
    ['ADMIN_EMAILS', 'ada@example.org, \u212aim@mail.example'],
    ['MAIL_LIMIT_REGISTRATION', '5'],
    // Half of what a link lives, and no more: whoever is sent none must have one that works.
    ['MAIL_LIMIT_RESET', '3/1801'],
    ['DEMO_DATA', 'yes'],
    ['NODE_ENV', 'staging'],
    ['DATABASE_URL', 'mysql://localhost/boxoffice'],
    ['LOG_LEVEL', 'loud'],
  ])('refuse %s=%s in one sentence that names it', (name, value) => {
    const read = () => readSettings({ DATABASE_URL, [name]: value });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(new RegExp(`^The settings cannot be used: .*${name}[^\\n]*\\.$`));
  });

  it('refuse the demo identity in production', () => {
    expect(() =>
      readSettings({ DATABASE_URL, DEMO_IDENTITY: 'on', NODE_ENV: 'production' }),
    ).toThrow('DEMO_IDENTITY=on is refused with NODE_ENV=production.');
  });

  it('need a payment provider that moves money in production', () => {
    const production = { DATABASE_URL, ...ownKeys(), ...PRODUCTION };
    const withProviders = (PAYMENT_PROVIDERS: string) => () =>
      readSettings({ ...production, PAYMENT_PROVIDERS });
    expect(withProviders('')).toThrow(/^PAYMENT_PROVIDERS must be set/);
    expect(withProviders('stripe,simulated')).toThrow(/simulated is refused/);
    expect(withProviders('bitcoin')).toThrow(/PAYMENT_PROVIDERS must be some of/);
    expect(withProviders('stripe, offline')().paymentProviders).toEqual(['stripe', 'offline']);
    expect(readSettings({ DATABASE_URL }).paymentProviders).toEqual(['simulated']);
  });

  it('refuse the demo data in production', () => {
    const production = { DATABASE_URL, ...ownKeys(), ...PRODUCTION };
    expect(() => readSettings({ ...production, DEMO_DATA: 'on' })).toThrow(
      'DEMO_DATA=on is refused with NODE_ENV=production.',
    );
    expect(readSettings(production).offersDemoUsers).toBe(false);
  });

  it('take a relative WEB_ROOT from the folder that the process was started in', () => {
    const relativeRoot = relative(process.cwd(), pages);
    expect(readSettings({ DATABASE_URL, WEB_ROOT: relativeRoot }).WEB_ROOT).toBe(pages);
  });

  it('refuse a WEB_ROOT without pages', () => {
    expect(() => readSettings({ DATABASE_URL, WEB_ROOT: join(pages, 'nowhere') })).toThrow(
      /^WEB_ROOT names .*nowhere, where no built web application is: .*\.$/,
    );
  });

  it('need neither keys nor a mail server to migrate, only an owner', () => {
    const owner = { NODE_ENV: 'production', DATABASE_OWNER_URL: DATABASE_URL };
    expect(readMigrationSettings(owner).DATABASE_OWNER_URL).toBe(DATABASE_URL);
    expect(() => readMigrationSettings({ NODE_ENV: 'production' })).toThrow(SettingsError);
  });

  it.each(['0.0.0.0', '::', '192.0.2.7', 'boxoffice.example'])(
    'refuse the demo identity on %s',
    (HOST) => {
      expect(() => readSettings({ DATABASE_URL, DEMO_IDENTITY: 'on', HOST })).toThrow(
        /refused on .* loopback/,
      );
    },
  );

  it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])(
    'let the demo identity be on at %s',
    (HOST) => {
      expect(readSettings({ DATABASE_URL, DEMO_IDENTITY: 'on', HOST }).DEMO_IDENTITY).toBe(true);
    },
  );

  it.each([
    ['with NODE_ENV=production', PRODUCTION],
    ['on 192.0.2.7', { HOST: '192.0.2.7' }],
  ])('refuse keys that everybody knows %s', (where, settings) => {
    const read = (keys: object) => () => readSettings({ DATABASE_URL, ...settings, ...keys });
    const { TOKEN_KEYS, SECRET_KEYS } = ownKeys();
    expect(read({})).toThrow(/^Set TOKEN_KEYS and SECRET_KEYS: .*\.$/);
    expect(read({})).toThrow(where);
    expect(read({ TOKEN_KEYS })).toThrow(/^Set SECRET_KEYS: /);
    expect(read({ SECRET_KEYS })).toThrow(/^Set TOKEN_KEYS: /);
    expect(read({ TOKEN_KEYS, SECRET_KEYS: `${SECRET_KEYS},${DEMO_SECRET_KEY}` })).toThrow(
      /^Set SECRET_KEYS: /,
    );
    const renamed = DEMO_TOKEN_KEYS.replace('"demo"', '"ours"');
    expect(read({ TOKEN_KEYS: renamed, SECRET_KEYS })).toThrow(/^Set TOKEN_KEYS: /);
    expect(read({ TOKEN_KEYS, SECRET_KEYS })).not.toThrow();
  });

  it('offer the demo’s users on this machine only', () => {
    const demo = { DATABASE_URL, DEMO_DATA: 'on' };
    expect(readSettings(demo).offersDemoUsers).toBe(true);
    expect(readSettings({ ...demo, ...ownKeys(), HOST: '192.0.2.7' }).offersDemoUsers).toBe(false);
  });

  it.each([
    ['TOKEN_KEYS', 'secret'],
    ['TOKEN_KEYS', '{"keys":[]}'],
    ['SECRET_KEYS', 'secret'],
    ['SESSION_MAX_DAYS', '0'],
    ['ACCESS_TOKEN_SECONDS', '86400'],
  ])('refuse %s=%s', (name, value) => {
    const read = () => readSettings({ DATABASE_URL, [name]: value });
    expect(read).toThrow(new RegExp(`^The settings cannot be used: .*${name}[^\\n]*\\.$`));
  });

  describe('about mail', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const KEYS = {
      TOKEN_KEYS: JSON.stringify({
        keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'EdDSA' }],
      }),
      SECRET_KEYS: randomBytes(32).toString('base64'),
    };
    const PRODUCTION = {
      DATABASE_URL,
      NODE_ENV: 'production',
      PAYMENT_PROVIDERS: 'offline',
      HOST: '0.0.0.0',
      MAIL_TRANSPORT: 'smtp',
      SMTP_URL: 'smtp://mail.example',
      MAIL_FROM: 'Tickets <tickets@tickets.example>',
      PUBLIC_URL: 'https://tickets.example/',
    };

    it.each([
      [{ MAIL_TRANSPORT: 'smtp' }, 'MAIL_TRANSPORT=smtp needs a mail server: set SMTP_URL.'],
      [{ SMTP_URL: 'smtp://mail.example' }, /SMTP_URL is set, but MAIL_TRANSPORT=keep/],
      [{ MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, /MAIL_FROM must be an address/],
      [{ SMTP_URL: 'http://mail.example' }, /SMTP_URL must be a mail server/],
      [{ PUBLIC_URL: 'javascript:alert(1)' }, /PUBLIC_URL must be an address/],
      [{ ...PRODUCTION, MAIL_TRANSPORT: 'keep', SMTP_URL: '' }, /MAIL_TRANSPORT=keep is refused/],
      [{ ...PRODUCTION, MAIL_FROM: '' }, /MAIL_FROM must be set with NODE_ENV=production/],
      [{ ...PRODUCTION, PUBLIC_URL: 'http://tickets.example' }, /PUBLIC_URL must begin with https/],
    ])('refuse %j', (settings, says) => {
      expect(() => readSettings({ DATABASE_URL, ...KEYS, ...settings })).toThrow(says);
    });

    it('leave no slash at the end of the public address', () => {
      expect(readSettings({ ...PRODUCTION, ...KEYS }).PUBLIC_URL).toBe('https://tickets.example');
    });
  });

  it.each([
    [{ RATE_LIMIT_STORE: 'redis' }, 'RATE_LIMIT_STORE=redis needs a Redis'],
    [{ RATE_LIMIT_SIGN_IN_ADDRESS: '10' }, 'RATE_LIMIT_SIGN_IN_ADDRESS must be requests/seconds'],
    [{ TRUSTED_PROXIES: 'everybody' }, 'TRUSTED_PROXIES must be addresses or networks'],
    [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS must be origins'],
    [{ CORS_ORIGINS: 'https://a.example/path' }, 'CORS_ORIGINS must be origins'],
  ])('refuse %j', (settings, says) => {
    expect(() => readSettings({ DATABASE_URL, ...settings })).toThrow(says);
  });
});

import { readSettings, SettingsError } from './read-settings.js';

const DATABASE_URL = 'postgres://boxoffice@localhost:5432/boxoffice';

describe('the settings', () => {
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
});

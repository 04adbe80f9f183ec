import { apiEnvironment, readStartSettings } from './settings.ts';

describe('readStartSettings', () => {
  it('is the default run where nothing is set', () => {
    expect(readStartSettings({})).toEqual({
      host: '127.0.0.1',
      port: 3001,
      url: 'http://localhost:3001',
      databaseUrl: undefined,
      demoIdentity: true,
      mailIsShown: true,
    });
  });

  it.each([
    { HOST: '0.0.0.0' },
    { HOST: '192.0.2.1' },
    { NODE_ENV: 'production' },
    { DEMO_IDENTITY: 'off' },
  ])('leaves the demo identity off with %j', (env) => {
    expect(readStartSettings(env).demoIdentity).toBe(false);
  });
});

describe('apiEnvironment', () => {
  it('adds the default run to what is set, and overrides none of it', () => {
    const env = { LOG_LEVEL: 'debug', DEMO_DATA: 'off', HOLD_SECONDS: '60' };
    const given = apiEnvironment(env, readStartSettings(env), 'postgres://db');
    expect(given).toMatchObject({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: '3001',
      DATABASE_URL: 'postgres://db',
      DEMO_IDENTITY: 'on',
      DEMO_DATA: 'off',
      HOLD_SECONDS: '60',
      LOG_LEVEL: 'debug',
    });
  });

  it('lets the front end of the first API call, in the demonstration alone', () => {
    const originsOf = (env: NodeJS.ProcessEnv): string | undefined =>
      apiEnvironment(env, readStartSettings(env), 'postgres://db').CORS_ORIGINS;
    expect(originsOf({})).toBe('http://localhost:3000');
    expect(originsOf({ CORS_ORIGINS: '' })).toBe('');
    expect(originsOf({ DEMO_IDENTITY: 'off' })).toBeUndefined();
  });
});

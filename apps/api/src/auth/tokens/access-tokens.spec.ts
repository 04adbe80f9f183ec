import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { ManualClock } from '../../platform/clock/manual-clock.fixture.js';
import { Settings } from '../../platform/config/settings.js';
import { AccessTokens, type TokenHolder } from './access-tokens.js';
import { readTokenKeys } from '../../platform/config/token-keys.js';

const NOW = Date.parse('2026-11-22T20:00:00Z');
const ADA: TokenHolder = { userId: '7', role: 'organiser', sessionId: '70' };

/** A key set of its own, as the setting has it. */
function keySet(...kids: string[]): string {
  const keys = kids.map((kid) => {
    const { privateKey } = generateKeyPairSync('ed25519');
    return { ...privateKey.export({ format: 'jwk' }), kid };
  });
  return JSON.stringify({ keys });
}

function tokensWith(keys: string, clock = new ManualClock(NOW)): AccessTokens {
  const settings = new Settings();
  settings.TOKEN_KEYS = keys;
  return new AccessTokens(clock, settings);
}

describe('access tokens', () => {
  const keys = keySet('today', 'yesterday');
  const tokens = tokensWith(keys);

  /** A token like ours but for what a test changes. */
  async function forged({
    claims = {},
    header = {},
    signedWith = keys,
  }: {
    claims?: JWTPayload;
    header?: object;
    signedWith?: string;
  }): Promise<string> {
    const [key] = readTokenKeys(signedWith);
    if (!key?.privateKey) throw new Error('No key.');
    const now = NOW / 1000;
    return new SignJWT({
      sub: ADA.userId,
      role: ADA.role,
      sid: ADA.sessionId,
      iss: 'urn:boxoffice',
      aud: 'urn:boxoffice:api',
      iat: now,
      exp: now + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'today', typ: 'at+jwt', ...header })
      .sign(key.privateKey);
  }

  it('say whom they are of, in every process that has the keys', async () => {
    const { accessToken, expiresAt } = await tokens.sign(ADA);
    expect(expiresAt).toEqual(new Date(NOW + 600_000));
    expect(await tokensWith(keys).holderOf(accessToken)).toEqual(ADA);
  });

  it('are verified once: the second time the answer is there at once', async () => {
    const { accessToken } = await tokens.sign(ADA);
    await tokens.holderOf(accessToken);
    expect(tokens.holderOf(accessToken)).toEqual(ADA);
  });

  it('end, also where they were verified before', async () => {
    const clock = new ManualClock(NOW);
    const ending = tokensWith(keys, clock);
    const { accessToken } = await ending.sign(ADA);
    expect(await ending.holderOf(accessToken)).toEqual(ADA);
    clock.milliseconds += 600_000;
    expect(await ending.holderOf(accessToken)).toBeUndefined();
  });

  it('of the old key work as long as it is in the set', async () => {
    const { keys: both } = JSON.parse(keys) as { keys: { kid: string }[] };
    const before = tokensWith(JSON.stringify({ keys: [...both].reverse() }));
    const { accessToken } = await before.sign(ADA);
    expect(await tokens.holderOf(accessToken)).toEqual(ADA);
    const after = tokensWith(JSON.stringify({ keys: both.slice(0, 1) }));
    expect(await after.holderOf(accessToken)).toBeUndefined();
  });

  it('like ours are taken by this test’s own forgery, so that the refusals below mean something', async () => {
    expect(await tokens.holderOf(await forged({}))).toEqual(ADA);
  });

  it.each<[string, Parameters<typeof forged>[0]]>([
    ['signed with another key', { signedWith: keySet('today') }],
    ['of a key that is not known', { header: { kid: 'tomorrow' } }],
    ['that do not name their key', { header: { kid: undefined } }],
    ['that are something else that is signed', { header: { typ: 'JWT' } }],
    ['of another issuer', { claims: { iss: 'urn:elsewhere' } }],
    ['for another audience', { claims: { aud: 'urn:boxoffice:web' } }],
    ['that have ended', { claims: { exp: NOW / 1000 } }],
    ['without an end', { claims: { exp: undefined } }],
    ['of nobody', { claims: { sub: undefined } }],
    ['of something that is no id', { claims: { sub: '1 OR 1=1' } }],
    ['of a role that there is not', { claims: { role: 'root' } }],
    ['without a session', { claims: { sid: undefined } }],
  ])('%s are refused', async (_, forgery) => {
    expect(await tokens.holderOf(await forged(forgery))).toBeUndefined();
  });

  it('without a signature (alg none) are refused', async () => {
    const unsigned = new UnsecuredJWT({ role: 'admin', sid: '70' })
      .setSubject('7')
      .setIssuer('urn:boxoffice')
      .setAudience('urn:boxoffice:api')
      .setExpirationTime('1h')
      .encode();
    expect(await tokens.holderOf(unsigned)).toBeUndefined();
  });

  it('signed with the public key as if it were a shared secret are refused', async () => {
    const [key] = readTokenKeys(keys);
    const secret = new TextEncoder().encode(key?.x.padEnd(64, '.'));
    const confused = await new SignJWT({ role: 'admin', sid: '70' })
      .setProtectedHeader({ alg: 'HS256', kid: 'today', typ: 'at+jwt' })
      .setSubject('7')
      .setIssuer('urn:boxoffice')
      .setAudience('urn:boxoffice:api')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(secret);
    expect(await tokens.holderOf(confused)).toBeUndefined();
  });

  it('that were changed by a character are refused', async () => {
    const { accessToken } = await tokens.sign(ADA);
    const [header, payload = '', signature] = accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const promoted = Buffer.from(JSON.stringify({ ...claims, role: 'admin' })).toString(
      'base64url',
    );
    expect(await tokens.holderOf([header, promoted, signature].join('.'))).toBeUndefined();
  });

  it.each(['', 'x', 'a.b.c', '..', 'a'.repeat(100_000)])(
    'that are none are refused',
    async (text) => {
      expect(await tokens.holderOf(text)).toBeUndefined();
    },
  );
});

describe('the keys of tokens', () => {
  const { x, d } = { x: 'vo-yI-ZzWkTcm_7p-ByGDTv7eV9uIOj6eav9LIwUUeA', d: 'AwLE' };

  it.each([
    ['not JSON', 'keys', 'must be a JWK set'],
    ['no set', '{}', 'must be a JWK set'],
    ['an empty set', '{"keys":[]}', 'must have 1 to 10 keys'],
    ['a key of another kind', '{"keys":[{"kty":"RSA","kid":"1"}]}', 'must have Ed25519 keys'],
    [
      'a first key without its private part',
      JSON.stringify({ keys: [{ kid: '1', kty: 'OKP', crv: 'Ed25519', x }] }),
      'must begin with a private key',
    ],
    [
      'a broken key',
      JSON.stringify({ keys: [{ kid: '1', kty: 'OKP', crv: 'Ed25519', x, d }] }),
      'has a key that is none',
    ],
    [
      'two keys of one name',
      JSON.stringify({
        keys: ['1', '1'].flatMap((kid) => (JSON.parse(keySet(kid)) as { keys: unknown[] }).keys),
      }),
      'must give each key a kid of its own',
    ],
  ])('are refused where there is %s', (_, text, says) => {
    expect(() => readTokenKeys(text)).toThrow(says);
  });
});

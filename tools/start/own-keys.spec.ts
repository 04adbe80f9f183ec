import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownKeys } from './own-keys.ts';

describe('the keys of a clone', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'own-keys-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are made once, for nobody else to read', () => {
    const state = join(folder, 'state');
    const keys = ownKeys(state, {});
    expect(JSON.parse(keys.TOKEN_KEYS ?? '')).toMatchObject({
      keys: [{ kty: 'OKP', crv: 'Ed25519', kid: expect.stringMatching(/^[\w-]{8}$/) }],
    });
    expect(Buffer.from(keys.SECRET_KEYS ?? '', 'base64')).toHaveLength(32);
    expect(statSync(join(state, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(ownKeys(state, {})).toEqual(keys);
  });

  it('are others in another clone', () => {
    const [one, other] = [ownKeys(join(folder, 'a'), {}), ownKeys(join(folder, 'b'), {})];
    expect(one.TOKEN_KEYS).not.toBe(other.TOKEN_KEYS);
    expect(one.SECRET_KEYS).not.toBe(other.SECRET_KEYS);
  });

  it('are not made in production, which brings its own', () => {
    expect(ownKeys(folder, { NODE_ENV: 'production' })).toEqual({});
  });
});

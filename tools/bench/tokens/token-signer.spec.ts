import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import { TokenSigner } from './token-signer.ts';

describe('the tokens of the bench', () => {
  const signer = new TokenSigner();

  it('are signed with the key that the API is given', async () => {
    const [token = ''] = await signer.sign(1, 1);
    const { keys } = JSON.parse(signer.tokenKeys) as { keys: [JsonWebKey] };
    const key = createPublicKey({ key: keys[0], format: 'jwk' });
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      typ: 'at+jwt',
      issuer: 'urn:boxoffice',
      audience: 'urn:boxoffice:api',
      requiredClaims: ['sid', 'iat', 'exp'],
    });
    expect(payload).toMatchObject({ sub: '1', role: 'customer' });
    expect(protectedHeader.kid).toBe(keys[0].kid);
  });

  it('are another one each, of one buyer after the other', async () => {
    const tokens = await signer.sign(3, 4);
    expect(new Set(tokens).size).toBe(6);
    expect(tokens.map((token) => decodeJwt(token).sub)).toEqual(['1', '2', '3', '1', '2', '3']);
  });

  it('are nobody else’s: every run has a key of its own', () => {
    expect(new TokenSigner().tokenKeys).not.toBe(signer.tokenKeys);
  });
});

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';

/** Longer than any measurement takes. */
const LIFETIME = '1h';

/** Ids of sessions as long as real ones are: the size of a token is part of what it costs. */
const FIRST_SESSION_ID = 1_000_000_000_000_000_000n;

/**
 * Signs access tokens as the API does, without signing in a thousand times. The key is made for the
 * run: an API with the keys that stand in the source judges tokens in another way, and nobody but a
 * demonstration uses those.
 */
export class TokenSigner {
  /** The API's setting of that name. */
  readonly tokenKeys: string;
  private readonly privateKey: KeyObject;
  private nextSessionId = FIRST_SESSION_ID;

  constructor() {
    const { privateKey } = generateKeyPairSync('ed25519');
    this.privateKey = privateKey;
    this.tokenKeys = JSON.stringify({
      keys: [{ kid: 'bench', ...privateKey.export({ format: 'jwk' }) }],
    });
  }

  /**
   * Tokens that nobody has seen yet, for the users with the ids from 1 on.
   *
   * @returns the first one of each buyer, then the second one of each, and so on; at least `count`
   */
  async sign(buyers: number, count: number): Promise<string[]> {
    const tokens: string[] = [];
    const total = Math.max(1, Math.ceil(count / buyers)) * buyers;
    for (let index = 0; index < total; index += 1) {
      tokens.push(await this.signFor(String((index % buyers) + 1)));
    }
    return tokens;
  }

  private signFor(userId: string): Promise<string> {
    const sessionId = this.nextSessionId;
    this.nextSessionId += 1n;
    return new SignJWT({ role: 'customer', sid: String(sessionId) })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'bench', typ: 'at+jwt' })
      .setSubject(userId)
      .setIssuer('urn:boxoffice')
      .setAudience('urn:boxoffice:api')
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .sign(this.privateKey);
  }
}

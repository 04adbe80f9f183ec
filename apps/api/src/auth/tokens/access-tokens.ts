import { isId, USER_ROLES, type UserRole } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT, type JWTVerifyGetKey } from 'jose';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { readTokenKeys, type TokenKey } from '../../platform/config/token-keys.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Whose an access token is. */
export interface TokenHolder {
  userId: string;
  role: UserRole;
  sessionId: string;
  /** Keyed digest of the account's proved mailbox: limits count by it without a query. */
  mailbox?: string;
}

/** A token and its expiry. */
export interface AccessToken {
  accessToken: string;
  expiresAt: Date;
}

const ISSUER = 'urn:boxoffice';
const AUDIENCE = 'urn:boxoffice:api';

/** Type of an access token (RFC 9068), so that nothing else we sign passes as one. */
const TYPE = 'at+jwt';
const ALGORITHM = 'EdDSA';

/** Ours have some 400 characters; longer ones aren't parsed. */
const TOKEN_MAX_LENGTH = 2_000;

const ROLES = new Set<unknown>([...USER_ROLES, 'guest']);

/**
 * Signs and verifies access tokens. All processes with the same keys accept each other's, without a shared
 * store.
 */
@Injectable()
export class AccessTokens {
  private readonly keys: Map<string, TokenKey>;
  private readonly signingKey: TokenKey;
  private readonly verified = new VerifiedTokens<TokenHolder>();

  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    const keys = readTokenKeys(settings.TOKEN_KEYS);
    const [first] = keys;
    if (!first) throw new Error('There is no key to sign with.');
    this.signingKey = first;
    this.keys = new Map(keys.map((key) => [key.kid, key]));
  }

  async sign({ userId, role, sessionId, mailbox }: TokenHolder): Promise<AccessToken> {
    const { kid, privateKey } = this.signingKey;
    if (!privateKey) throw new Error('The first key cannot sign.');
    const now = Math.floor(this.clock.now() / 1000);
    const ends = now + this.settings.ACCESS_TOKEN_SECONDS;
    const accessToken = await new SignJWT({ role, sid: sessionId, mailbox })
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: TYPE })
      .setSubject(userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(ends)
      .sign(privateKey);
    return { accessToken, expiresAt: new Date(ends * 1000) };
  }

  /**
   * Whose a token is; `undefined` if it is invalid. Synchronous for a token that was verified before: a buyer
   * sends the same one with every request.
   */
  holderOf(token: string): TokenHolder | undefined | Promise<TokenHolder | undefined> {
    if (token.length > TOKEN_MAX_LENGTH) return undefined;
    return this.verified.get(token, this.clock.now()) ?? this.verify(token);
  }

  /** The public keys, for others who verify tokens (RFC 7517). */
  publicKeys(): object[] {
    return [...this.keys.values()].map(({ kid, x }) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      use: 'sig',
      alg: ALGORITHM,
      kid,
      x,
    }));
  }

  private async verify(token: string): Promise<TokenHolder | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.keyOf, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'role', 'sid', 'iat', 'exp'],
        currentDate: new Date(this.clock.now()),
      });
      const { sub, role, sid, mailbox, exp } = payload;
      if (!isId(sub) || !isId(sid) || !ROLES.has(role) || exp === undefined) return undefined;
      const holder: TokenHolder = { userId: sub, role: role as UserRole, sessionId: sid };
      if (typeof mailbox === 'string') holder.mailbox = mailbox;
      this.verified.set(token, holder, exp * 1000);
      return holder;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  private readonly keyOf: JWTVerifyGetKey = ({ kid }) => {
    const key = this.keys.get(kid ?? '');
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key.publicKey;
  };
}

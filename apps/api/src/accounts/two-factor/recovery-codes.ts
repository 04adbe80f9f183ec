import { createHash, randomInt } from 'node:crypto';
import { RECOVERY_CODES } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** No characters that are easily confused: 0 and o; 1, i and l; u and v. */
const ALPHABET = '23456789abcdefghjkmnpqrstwxyz';
const GROUPS = 6;
const GROUP_LENGTH = 4;

/**
 * Codes for users who have lost their authenticator. Each has 116 random bits, so a plain hash is enough
 * (OWASP ASVS 6.5.2 asks for 112).
 */
@Injectable()
export class RecoveryCodes {
  /** Creates new codes and voids the old ones. They are returned only now. */
  async renew(manager: EntityManager, userId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newCode);
    await this.remove(manager, userId);
    await manager.query(
      `INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, unnest($2::bytea[])`,
      [userId, codes.map((code) => hashOf(code))],
    );
    return codes;
  }

  async remove(manager: EntityManager, userId: string): Promise<void> {
    await manager.query(`DELETE FROM recovery_codes WHERE user_id = $1`, [userId]);
  }

  /** @returns whether it was one that had not been used; it has been now */
  async use(manager: EntityManager, userId: string, code: string): Promise<boolean> {
    const [, used] = await manager.query<[unknown, number]>(
      `UPDATE recovery_codes SET used_at = now()
       WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL`,
      [userId, hashOf(code)],
    );
    return used > 0;
  }

  /** Unused codes. */
  async left(manager: EntityManager, userId: string): Promise<number> {
    const [row] = await manager.query<{ left: number }[]>(
      `SELECT count(*)::integer AS left FROM recovery_codes
       WHERE user_id = $1 AND used_at IS NULL`,
      [userId],
    );
    return row?.left ?? 0;
  }
}

function newCode(): string {
  const group = (): string =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** People type capitals and omit hyphens. */
function hashOf(code: string): Buffer {
  const typed = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  return createHash('sha256').update(typed).digest();
}

import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/problems/domain-error.js';
import { PasswordJudge } from './password-judge.js';

/** Lowest accepted zxcvbn score, of 4: some 10^8 guesses at 25 ms each. */
const SCORE_MIN = 3;

/** The password's user. */
export interface PasswordOwner {
  name: string;
  email: string;
}

/**
 * Refuses passwords that are easy to guess: common ones, words and patterns with little added, and variations
 * of the user's name and address. There are no composition rules (NIST SP 800-63B); request validation checks
 * the length.
 */
@Injectable()
export class PasswordRules {
  constructor(private readonly judge: PasswordJudge) {}

  /**
   * @param field of the request that the password came in
   * @throws DomainError VALIDATION_FAILED or BUSY
   */
  async check(password: string, owner: PasswordOwner, field: string): Promise<void> {
    const { score, warning } = await this.judge.judge(password, ownWords(owner));
    if (score >= SCORE_MIN) return;
    const reason = warning?.replace(/\.$/, '') ?? 'Add some words that do not belong together';
    const message = `${field} is too easily guessed: ${reason}`;
    throw new DomainError(
      ProblemCode.ValidationFailed,
      `The request cannot be carried out, and nothing was changed: ${message}.`,
      { errors: [{ field, messages: [message] }] },
    );
  }
}

function ownWords({ name, email }: PasswordOwner): string[] {
  const parts = `${name} ${email}`.split(/[\s@._+-]+/).filter((part) => part.length > 2);
  return [name, email, ...parts, 'boxoffice'];
}

import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/problems/domain-error.js';
import { PasswordJudge } from './password-judge.js';

/** Least score that is taken, of 4: some 10^8 guesses, each of which costs 25 ms. */
const SCORE_MIN = 3;

/** Whose password it will be. */
export interface PasswordOwner {
  name: string;
  email: string;
}

/**
 * Refuses passwords that are guessed easily: those of the lists that go round, words and patterns
 * with little around them, and what is made of the user's own name and address. How a password is
 * composed, of which kinds of characters, is nobody's business (NIST SP 800-63B); its length is
 * checked with the request.
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

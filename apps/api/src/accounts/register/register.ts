import { addressKey, type RegisterDto } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import { PasswordHashes } from '../passwords/password-hashes.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { AccountRequests } from '../requests/account-requests.js';
import { PasswordTags } from './password-tags.js';

/**
 * Registers somebody: they get a mail, and its link together with their password creates the account. So
 * nobody can claim another's address, and the answer reveals nothing about the address.
 */
@Injectable()
export class Register {
  constructor(
    private readonly rules: PasswordRules,
    private readonly hashes: PasswordHashes,
    private readonly tags: PasswordTags,
    private readonly requests: AccountRequests,
  ) {}

  /** @throws DomainError VALIDATION_FAILED where the password is too easily guessed; BUSY */
  async execute({ name, email, password }: RegisterDto, language: Language): Promise<void> {
    await this.rules.check(password, { name, email }, 'password');
    const passwordHash = await this.hashes.hash(password);
    const passwordTag = this.tags.of(addressKey(email), password);
    const secrets = { passwordHash, passwordTag };
    await this.requests.takeDown({ kind: 'register', email, name, language, ...secrets });
  }
}

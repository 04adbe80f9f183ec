import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  AccountDto,
  ChangeNameDto,
  ChangePasswordDto,
  DisableTwoFactorDto,
  EnableTwoFactorDto,
  Envelope,
  PasswordDto,
  RecoveryCodesDto,
  TwoFactorSecretDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { Session } from '../session/session';

/** What somebody does with their own account. What they see of it follows at once, in every tab. */
@Service()
export class OwnAccount {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);

  async changeName(change: ChangeNameDto): Promise<void> {
    this.session.update(await this.post<AccountDto>(['name'], change));
  }

  /** Ends every other session. */
  async changePassword(change: ChangePasswordDto): Promise<void> {
    await this.post(['password'], change);
  }

  beginTwoFactor(proof: PasswordDto): Promise<TwoFactorSecretDto> {
    return this.post(['two-factor', 'begin'], proof);
  }

  /** @returns the recovery codes, which are shown this once */
  async enableTwoFactor(first: EnableTwoFactorDto): Promise<string[]> {
    const { recoveryCodes } = await this.post<RecoveryCodesDto>(['two-factor', 'enable'], first);
    this.setTwoFactor(true, recoveryCodes.length);
    return recoveryCodes;
  }

  async disableTwoFactor(proof: DisableTwoFactorDto): Promise<void> {
    await this.post(['two-factor', 'disable'], proof);
    this.setTwoFactor(false, 0);
  }

  /** @returns new recovery codes; the old ones are void */
  async renewRecoveryCodes(proof: PasswordDto): Promise<string[]> {
    const path = ['two-factor', 'recovery-codes'];
    const { recoveryCodes } = await this.post<RecoveryCodesDto>(path, proof);
    this.setTwoFactor(true, recoveryCodes.length);
    return recoveryCodes;
  }

  async endSession(id: string): Promise<void> {
    await this.post(['sessions', id, 'end'], {});
  }

  async signOutEverywhere(): Promise<void> {
    await this.post(['sign-out-everywhere'], {});
    this.session.forget();
  }

  async erase(proof: PasswordDto): Promise<void> {
    await this.post(['erase'], proof);
    this.session.forget();
  }

  private setTwoFactor(enabled: boolean, recoveryCodesLeft: number): void {
    const account = this.session.account();
    if (account)
      this.session.update(
        Object.assign({}, account, { twoFactor: { enabled, recoveryCodesLeft } }),
      );
  }

  private async post<T>(path: readonly string[], body: unknown): Promise<T> {
    const url = apiUrl('account', ...path);
    const answer = await firstValueFrom(this.http.post<Envelope<T>>(url, body));
    return answer.data;
  }
}

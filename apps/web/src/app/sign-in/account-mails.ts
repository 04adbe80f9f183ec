import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  EmailDto,
  Envelope,
  RegisterDto,
  ResetPasswordDto,
  VerifiedEmailDto,
  VerifyEmailDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../api/api-url';

/** What is asked for by mail, and what the mails' links do. No answer tells who has an account. */
@Service()
export class AccountMails {
  private readonly http = inject(HttpClient);

  async register(who: RegisterDto): Promise<void> {
    await this.post('register', who);
  }

  async resendVerification(email: EmailDto): Promise<void> {
    await this.post('resend-verification', email);
  }

  async forgotPassword(email: EmailDto): Promise<void> {
    await this.post('forgot-password', email);
  }

  async resetPassword(reset: ResetPasswordDto): Promise<void> {
    await this.post('reset-password', reset);
  }

  /** @returns the address that is proven now */
  async verifyEmail(proof: VerifyEmailDto): Promise<string> {
    const answer = await this.post<VerifiedEmailDto>('verify-email', proof);
    return answer.data.email;
  }

  private post<T>(what: string, body: unknown): Promise<Envelope<T>> {
    return firstValueFrom(this.http.post<Envelope<T>>(apiUrl('auth', what), body));
  }
}

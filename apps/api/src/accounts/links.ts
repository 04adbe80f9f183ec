import { Injectable } from '@nestjs/common';
import { Settings } from '../platform/config/settings.js';

/** Pages of the web application that mails link to. */
@Injectable()
export class Links {
  constructor(private readonly settings: Settings) {}

  verifyEmail(token: string): string {
    return this.to('/verify-email', token);
  }

  resetPassword(token: string): string {
    return this.to('/reset-password', token);
  }

  get signIn(): string {
    return this.to('/sign-in');
  }

  get forgotPassword(): string {
    return this.to('/forgot-password');
  }

  private to(page: string, token?: string): string {
    const at = `${this.settings.PUBLIC_URL.replace(/\/$/, '')}${page}`;
    return token === undefined ? at : `${at}?token=${encodeURIComponent(token)}`;
  }
}

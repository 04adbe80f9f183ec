import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';

/** An authenticator app that has the secret of the page. */
export class Authenticator {
  private readonly totp: TOTP;
  private used: string | undefined;

  private constructor(base32: string) {
    this.totp = new TOTP({ secret: Secret.fromBase32(base32) });
  }

  /** Types the key off the page that shows it. */
  static async reading(page: Page): Promise<Authenticator> {
    const typed = await page.getByTestId('authenticator-key').innerText();
    return new Authenticator(typed.replace(/\s/g, ''));
  }

  /** A code that works now, and was not shown before: the server takes the next one already, too. */
  code(): string {
    const now = Date.now();
    const period = this.totp.period * 1_000;
    const code = [now, now + period]
      .map((timestamp) => this.totp.generate({ timestamp }))
      .find((one) => one !== this.used);
    if (code === undefined) throw new Error('Two steps of the clock gave the same code.');
    this.used = code;
    return code;
  }
}

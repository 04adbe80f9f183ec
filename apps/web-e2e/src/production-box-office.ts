import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  freePort,
  migrateDatabase,
  startApi,
  startMailServer,
  startPostgres,
  type MailServer,
} from '@boxoffice/testing';
import { expect } from '@playwright/test';

const WEB_ROOT = fileURLToPath(new URL('../../web/dist/browser', import.meta.url));

/** Where the first admin's address stands: the only thing that an operator says beforehand. */
export const ADMIN = 'admin@house.example';

/** A box office as an operator starts it: production mode, an empty database, and mails that are really sent. */
export class ProductionBoxOffice {
  private constructor(
    readonly url: string,
    private readonly mail: MailServer,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<ProductionBoxOffice> {
    const cluster = await startPostgres();
    await migrateDatabase(cluster.url());
    const mail = await startMailServer();
    const port = await freePort();
    const { privateKey } = generateKeyPairSync('ed25519');
    const url = `http://localhost:${port}`;
    const api = await startApi({
      databaseUrl: cluster.url(),
      port,
      env: {
        NODE_ENV: 'production',
        DEMO_IDENTITY: 'off',
        DEMO_DATA: 'off',
        PAYMENT_PROVIDERS: 'offline',
        MAIL_TRANSPORT: 'smtp',
        SMTP_URL: mail.url,
        MAIL_FROM: 'tickets@house.example',
        // Links in mails lead there. A proxy in front of it would speak TLS; to browsers, localhost is as safe.
        PUBLIC_URL: url.replace('http:', 'https:'),
        ADMIN_EMAILS: ADMIN,
        WEB_ROOT,
        TOKEN_KEYS: JSON.stringify({
          keys: [{ kid: 'ours', ...privateKey.export({ format: 'jwk' }) }],
        }),
        SECRET_KEYS: randomBytes(32).toString('base64'),
      },
    });
    return new ProductionBoxOffice(url, mail, async () => {
      await api.stop();
      await mail.stop();
      await cluster.stop();
    });
  }

  /** The link of the newest mail to somebody whose address it carries; it waits for the mail. */
  async linkTo(address: string, path: string): Promise<string> {
    const link = new RegExp(`https?://\\S+${path}\\S+`);
    let found: string | undefined;
    await expect
      .poll(() => {
        const mails = this.mail.mails.filter(({ recipients }) => recipients.includes(address));
        found = mails.flatMap(({ text }) => link.exec(text)?.[0] ?? []).at(-1);
        return found !== undefined;
      })
      .toBe(true);
    return (found ?? '').replace('https:', 'http:');
  }
}

import type { MailServer, ReceivedMail } from '@boxoffice/testing';
import { until } from '../setup/until.ts';

/** Subjects of the mails about accounts, by which their kinds are told apart. */
export const SUBJECTS = {
  verifyEmail: 'Confirm your email address',
  alreadyRegistered: 'You already have an account',
  resetPassword: 'Set a new password',
  passwordChanged: 'Your password was changed',
} as const;

/** Settings of an API that sends its mails to a server, and tries again soon. */
export function mailedTo({ url }: MailServer): Readonly<Record<string, string>> {
  return {
    DEMO_IDENTITY: 'off',
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: url,
    MAIL_FROM: 'Boxoffice <tickets@tickets.example>',
    MAIL_RETRY_SECONDS: '1',
    MAIL_RETRY_MAX_SECONDS: '1',
    JOBS_POLL_SECONDS: '1',
    JOBS_SUPERVISE_SECONDS: '1',
    MAIL_GATHER_SECONDS: '1',
  };
}

/** What an address was sent, in the order in which it came. */
export function delivered(
  server: MailServer,
  address: string,
  subject?: string | RegExp,
): ReceivedMail[] {
  return server.mails.filter(
    (mail) =>
      mail.recipients.includes(address) &&
      (subject === undefined ||
        (typeof subject === 'string' ? mail.subject === subject : subject.test(mail.subject))),
  );
}

/** Waits for a mail: the newest, once there are as many. */
export async function deliveredMail(
  server: MailServer,
  address: string,
  subject: string | RegExp,
  count = 1,
): Promise<ReceivedMail> {
  return until(`a mail ${String(subject)} has come to ${address}`, () => {
    const mails = delivered(server, address, subject);
    return mails.length >= count && mails.at(-1);
  });
}

/** The tokens of all links in a mail. */
export function tokensIn({ text }: ReceivedMail): string[] {
  return Array.from(text.matchAll(/[?&]token=([^\s&]+)/g), ([, token = '']) =>
    decodeURIComponent(token),
  );
}

/** The token of the one link in a mail. */
export function tokenOf(mail: ReceivedMail): string {
  const [token, ...more] = tokensIn(mail);
  if (token === undefined || more.length > 0) throw new Error(`Not one link in: ${mail.text}`);
  return token;
}

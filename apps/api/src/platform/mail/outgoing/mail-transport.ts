import type { Recipient } from '../mail.js';
import type { WrittenMail } from '../letters/letters.js';
import type { Enclosure } from './enclosures.js';

/** A mail on its way out. */
export interface OutgoingMail extends WrittenMail {
  /** The same each time it is tried: programs that get it twice show it once. */
  id: string;
  to: Pick<Recipient, 'address' | 'name'>;
  enclosures: Enclosure[];
}

/** The mail server will never take this mail: the address does not exist, for example. */
export class MailRefusedError extends Error {}

/** Takes mails out of the house. */
export abstract class MailTransport {
  /** Whether what a mail says is kept once it is delivered, for the local page. */
  abstract readonly keeps: boolean;

  /**
   * Resolves once somebody else is responsible for the mail.
   *
   * @throws MailRefusedError where it never will be; any other error: later, perhaps
   */
  abstract deliver(mail: OutgoingMail): Promise<void>;
}

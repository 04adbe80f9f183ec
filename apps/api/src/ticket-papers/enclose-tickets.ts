import { setTimeout as delay } from 'node:timers/promises';
import { ProblemCode } from '@boxoffice/contracts';
import { DEFAULT_LANGUAGE, type Language } from '@boxoffice/contracts/formats';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { FindBookings } from '../booking/find/find-bookings.js';
import { Semaphore } from '../platform/concurrency/semaphore.js';
import type { MailTemplates } from '../platform/mail/mail.js';
import { Enclosures, type Enclosure } from '../platform/mail/outgoing/enclosures.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { UserDirectory } from '../users/user-directory.js';
import { PrintTickets, type PrintableTickets } from './print-tickets.js';

/**
 * Most tickets that go with a mail, as pages. A counter sells some hundred at once: nobody scrolls through as many, and
 * printing them would take seconds. Their mail leads to the page.
 */
export const ENCLOSED_TICKETS_MAX = 20;

/**
 * After each print, the thread is left to others for so many times as long. At the opening of a sale, thousands of mails
 * wait, and the same process sells: printing takes a quarter of it, and the mails come some minutes later.
 */
const REST = 3;

type MailedBooking = MailTemplates['booking-confirmed'];

/**
 * Puts the tickets as PDF into the mails that confirm bookings: all of a mail's, or none, and its words say which. The mail
 * leads to the tickets' page in any case, so what can't be printed holds no mail back.
 */
@Injectable()
export class EncloseTickets implements OnModuleInit {
  private readonly logger = new Logger('Mail');
  private readonly turns = new Semaphore(1, Infinity);

  constructor(
    private readonly enclosures: Enclosures,
    private readonly tickets: PrintTickets,
    private readonly bookings: FindBookings,
    private readonly users: UserDirectory,
  ) {}

  onModuleInit(): void {
    this.enclosures.madeBy('booking-confirmed', ({ to, data }) =>
      this.execute([data], to, data.language ?? DEFAULT_LANGUAGE),
    );
    this.enclosures.madeBy('bookings-confirmed', ({ to, data }) =>
      this.execute(data.bookings, to, data.language ?? DEFAULT_LANGUAGE),
    );
  }

  private async execute(
    mailed: readonly MailedBooking[],
    to: string,
    language: Language,
  ): Promise<Enclosure[]> {
    const lines = mailed.flatMap((booking) => booking.lines);
    const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    if (count > ENCLOSED_TICKETS_MAX) return [];
    const files: Enclosure[] = [];
    for (const { bookingId } of mailed) {
      const file = await this.turns.run(() => this.printed(bookingId, to, language));
      if (!file) return [];
      files.push(file);
    }
    return files;
  }

  /** @returns undefined where nobody is let in by a print: of what was given back, or codes that rotate */
  private async printed(
    bookingId: string,
    to: string,
    language: Language,
  ): Promise<Enclosure | undefined> {
    const found = await this.printable(bookingId);
    if (!found) return undefined;
    const began = performance.now();
    try {
      const { content, fileName } = await this.tickets.print(found, { size: 'a4', language });
      // Looked at last: whoever corrects an address voids the codes that were there before.
      if (!(await this.isBuyers(bookingId, to))) return undefined;
      return { fileName, contentType: 'application/pdf', content };
    } catch (error) {
      this.logger.warn(`A mail goes without its tickets as PDF: ${String(error)}`);
      return undefined;
    } finally {
      await delay((performance.now() - began) * REST);
    }
  }

  private async printable(bookingId: string): Promise<PrintableTickets | undefined> {
    try {
      const found = await this.tickets.find(bookingId, null);
      const { tickets } = found;
      return tickets.length > 0 && tickets.every(({ code }) => code !== null) ? found : undefined;
    } catch (error) {
      // Deleted since. Everything else is tried again.
      if (error instanceof DomainError && error.code === ProblemCode.BookingNotFound)
        return undefined;
      throw error;
    }
  }

  /** Whether a mail's address is the buyer's still. */
  private async isBuyers(bookingId: string, address: string): Promise<boolean> {
    const { userId } = await this.bookings.byId(bookingId, null);
    return (await this.users.find(userId)).emailKey === address;
  }
}

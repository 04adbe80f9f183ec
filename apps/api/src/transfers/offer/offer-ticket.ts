import {
  canonicalAddress,
  ProblemCode,
  type EventDto,
  type PassOnTicketDto,
  type TicketTransferDto,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PassOnCodes } from '../../admission/pass-on/pass-on-codes.js';
import { newSecret } from '../../auth/sessions/secrets.js';
import { mailedOrganiser } from '../../booking/mailed-organiser.js';
import { EventScans } from '../../door/scans/event-scans.js';
import { EventCatalogue } from '../../events/event-catalogue.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { MailBudgets } from '../../platform/mail/mail-budgets.js';
import { Mails } from '../../platform/mail/mails.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserDirectory } from '../../users/user-directory.js';
import { requireTransferable } from '../transfer-rule.js';
import { describeTransfer, refused, TRANSFER_SQL, type TransferRow } from '../transfer-rows.js';

/** Whose booking, and who asks in which language. */
export interface OfferRequest {
  bookingId: string;
  onlyUser: string | null;
  actor: Actor;
  language: Language;
}

/** What the mail says, beside its event. */
interface OfferedMail {
  email: string;
  expiresAt: string;
  tier: string;
  token: string;
  language: Language;
}

const TIER_SQL = `
  SELECT tier.name FROM tickets AS ticket
  JOIN tiers AS tier ON tier.event_id = ticket.event_id AND tier.id = ticket.tier_id
  WHERE ticket.event_id = $1 AND ticket.id = $2`;

/** Most offers of one ticket: each is a mail to an address that nobody has proved. */
const OFFERS_MAX = 10;

/** Offers a ticket of a booking to an address: a mail with a link that accepts it. It stays the buyer's until then. */
@Injectable()
export class OfferTicket {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly users: UserDirectory,
    private readonly codes: PassOnCodes,
    private readonly scans: EventScans,
    private readonly catalogue: EventCatalogue,
    private readonly ids: Ids,
    private readonly mails: Mails,
    private readonly budgets: MailBudgets,
    private readonly settings: Settings,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError UNAUTHENTICATED, BOOKING_NOT_FOUND; TICKET_NOT_FOUND; TICKET_TRANSFER_REFUSED where the event
   * doesn't let it, it is on its way already, or was scanned; TOO_MANY_REQUESTS where the address was sent enough
   */
  async execute(request: OfferRequest, body: PassOnTicketDto): Promise<TicketTransferDto> {
    const { bookingId, onlyUser, actor, language } = request;
    const { ticketId, name = '' } = body;
    // Erased and exported by it.
    const email = canonicalAddress(body.email) ?? body.email;
    // Read before: within the transaction, it could wait for a connection that those hold who wait for its locks.
    const { eventId } = await this.codes.find(this.dataSource.manager, bookingId, { onlyUser });
    const event = await this.catalogue.recent(eventId);
    return this.transactions.run(async (manager) => {
      await this.users.refuseClosed(manager, actor);
      const { ticketIds } = await this.codes.lock(manager, bookingId, { onlyUser });
      if (!ticketIds.includes(ticketId)) throw notOfBooking(ticketId);
      const acceptUntil = await this.allowed(manager, eventId, ticketId);
      await refuseTooMany(manager, eventId, bookingId, ticketId);
      await endLapsed(manager, eventId, bookingId, ticketId);
      const { text, hash } = newSecret();
      const [row] = await manager.query<TransferRow[]>(
        `INSERT INTO ticket_transfers AS transfer
           (event_id, id, booking_id, ticket_id, to_email, to_name, token_hash, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (event_id, booking_id, ticket_id) WHERE state IN ('offered', 'accepted')
         DO NOTHING RETURNING ${TRANSFER_SQL}`,
        [eventId, this.ids.next(), bookingId, ticketId, email, name, hash, acceptUntil],
      );
      if (!row) throw refused('This ticket is on its way to somebody, or theirs already.');
      const transfer = describeTransfer(row);
      await this.send(manager, event, {
        email,
        expiresAt: transfer.expiresAt,
        tier: await tierOf(manager, eventId, ticketId),
        token: text,
        language,
      });
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'booking.transfer_offered',
          subject: { kind: 'booking', id: bookingId, eventId },
          before: null,
          // Not to whom: entries stay for good.
          after: { ticketIds: [ticketId], transferId: transfer.id },
        },
      ]);
      return transfer;
    });
  }

  /** @returns until when it can be accepted */
  private async allowed(
    manager: EntityManager,
    eventId: string,
    ticketId: string,
  ): Promise<Date | null> {
    const { TRANSFER_OFFER_HOURS } = this.settings;
    const acceptUntil = await requireTransferable(manager, eventId, TRANSFER_OFFER_HOURS);
    const scanned = await this.scans.admitted(manager, eventId, [ticketId]);
    if (scanned.has(ticketId)) throw refused('Somebody has come in with the ticket.');
    return acceptUntil;
  }

  private async send(manager: EntityManager, event: EventDto, offer: OfferedMail): Promise<void> {
    const { email, tier, expiresAt, token, language } = offer;
    const { PUBLIC_URL } = this.settings;
    const [sent] = await this.mails.enqueue(manager, {
      template: 'ticket-offered',
      // No name: nobody has proved yet that the address is theirs.
      to: { address: email, name: '', isProved: false, language },
      data: {
        eventName: event.name,
        venue: event.venue,
        startsAt: event.startsAt,
        timeZone: event.timeZone,
        tier,
        expiresAt,
        organiser: mailedOrganiser(event, PUBLIC_URL),
        // Behind the #, so that no server's log and no other page is told the token.
        link: `${PUBLIC_URL}/ticket#${token}`,
      },
    });
    if (sent) return;
    throw new DomainError(
      ProblemCode.TooManyRequests,
      'This address has been sent several tickets lately. Nothing was changed.',
      { retryAfterSeconds: this.budgets.limitOf('ticket-offered').seconds },
    );
  }
}

async function refuseTooMany(
  manager: EntityManager,
  eventId: string,
  bookingId: string,
  ticketId: string,
): Promise<void> {
  const [made] = await manager.query<{ offers: number }[]>(
    `SELECT count(*)::integer AS offers FROM ticket_transfers
     WHERE event_id = $1 AND booking_id = $2 AND ticket_id = $3`,
    [eventId, bookingId, ticketId],
  );
  if ((made?.offers ?? 0) >= OFFERS_MAX) {
    throw refused(`The ticket has been offered ${OFFERS_MAX} times.`);
  }
}

/** What nobody accepted in time makes room for another offer. */
async function endLapsed(
  manager: EntityManager,
  eventId: string,
  bookingId: string,
  ticketId: string,
): Promise<void> {
  await manager.query(
    `UPDATE ticket_transfers SET state = 'lapsed', ended_at = expires_at
     WHERE event_id = $1 AND booking_id = $2 AND ticket_id = $3 AND state = 'offered'
       AND expires_at <= now()`,
    [eventId, bookingId, ticketId],
  );
}

async function tierOf(manager: EntityManager, eventId: string, ticketId: string): Promise<string> {
  const [tier] = await manager.query<{ name: string }[]>(TIER_SQL, [eventId, ticketId]);
  return tier?.name ?? '';
}

function notOfBooking(ticketId: string): DomainError {
  return new DomainError(
    ProblemCode.TicketNotFound,
    `Ticket ${ticketId} isn’t one of this booking. Nothing was changed.`,
  );
}

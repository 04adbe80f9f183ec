import type { BookingTransfersDto, TicketTransferDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PassOnCodes } from '../../admission/pass-on/pass-on-codes.js';
import { EventScans } from '../../door/scans/event-scans.js';
import { Settings } from '../../platform/config/settings.js';
import { transferRuleOf } from '../transfer-rule.js';
import { describeTransfer, TRANSFER_SQL, type TransferRow } from '../transfer-rows.js';

/** Lists what a buyer can pass on of a booking, and what they have. */
@Injectable()
export class ListTransfers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly codes: PassOnCodes,
    private readonly scans: EventScans,
    private readonly settings: Settings,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND
   */
  async toBuyer(bookingId: string, onlyUser: string | null): Promise<BookingTransfersDto> {
    const { manager } = this.dataSource;
    const { eventId, ticketIds } = await this.codes.find(manager, bookingId, { onlyUser });
    const { refusal, until, acceptUntil } = await transferRuleOf(
      manager,
      eventId,
      this.settings.TRANSFER_OFFER_HOURS,
    );
    const transfers = await this.of(manager, eventId, bookingId);
    return {
      refusal,
      until: until?.toISOString() ?? null,
      acceptUntil: acceptUntil?.toISOString() ?? null,
      ticketIds:
        refusal === null ? await this.passable(manager, eventId, ticketIds, transfers) : [],
      transfers,
    };
  }

  async of(
    manager: EntityManager,
    eventId: string,
    bookingId: string,
  ): Promise<TicketTransferDto[]> {
    const rows = await manager.query<TransferRow[]>(
      `SELECT ${TRANSFER_SQL} FROM ticket_transfers AS transfer
       WHERE transfer.event_id = $1 AND transfer.booking_id = $2 ORDER BY transfer.id`,
      [eventId, bookingId],
    );
    return rows.map(describeTransfer);
  }

  /** Tickets that are neither on their way to somebody, nor theirs, nor scanned. */
  private async passable(
    manager: EntityManager,
    eventId: string,
    ticketIds: readonly string[],
    transfers: readonly TicketTransferDto[],
  ): Promise<string[]> {
    const scanned = await this.scans.admitted(manager, eventId, ticketIds);
    const gone = new Set(
      transfers
        .filter(({ state }) => state === 'offered' || state === 'accepted')
        .map(({ ticketId }) => ticketId),
    );
    return ticketIds.filter((id) => !scanned.has(id) && !gone.has(id));
  }
}

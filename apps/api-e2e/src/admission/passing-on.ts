import type {
  BookingTransfersDto,
  Envelope,
  OrganiserEventDto,
  PassedOnTicketDto,
  TicketCodeDto,
  TicketTransferDto,
} from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { lend, scan, send, type LentDevice } from '../door/devices.ts';
import { Workspace } from '../events/workspace.ts';
import { Purchase } from '../payments/purchase.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';

export const PRICE_MINOR = 2_800;

/** Whose booking, and who asks. */
export type Buyer = Pick<Purchase, 'bookingId' | 'headers'>;

/** An offer, and the token of its mail. */
export interface Offer {
  readonly id: string;
  readonly ticketId: string;
  readonly token: string;
}

/**
 * What became of an event's offers. Wrong are those of which not exactly one won: where it is accepted, the ticket is
 * still sold, its one good code is the receiver's, and nobody had come in with it; otherwise it was given back, or its
 * one good code is the sender's.
 */
const STATES_SQL = `
  SELECT count(*)::integer AS all,
    count(*) FILTER (WHERE state = 'accepted')::integer AS accepted,
    count(*) FILTER (WHERE CASE
      WHEN state = 'accepted' THEN NOT (is_sold AND live = 1 AND passed_on = 1) OR was_in
      ELSE is_sold AND NOT (live = 1 AND passed_on = 0)
    END)::integer AS wrong,
    (SELECT count(*)::integer FROM tickets WHERE event_id = $1) AS stock
  FROM (
    SELECT transfer.state, codes.*,
      ticket.status = 'booked' AND ticket.booking_id = transfer.booking_id AS is_sold,
      EXISTS (
        SELECT FROM scans AS scan
        WHERE scan.event_id = transfer.event_id AND scan.ticket_id = transfer.ticket_id
          AND scan.kind = 'in' AND scan.received_at > ticket.booked_at
          AND scan.received_at < transfer.ended_at
      ) AS was_in
    FROM ticket_transfers AS transfer
    JOIN tickets AS ticket ON ticket.event_id = transfer.event_id AND ticket.id = transfer.ticket_id
    CROSS JOIN LATERAL (
      SELECT count(*) AS live, count(*) FILTER (WHERE code.passed_on) AS passed_on
      FROM ticket_codes AS code
      WHERE code.event_id = transfer.event_id AND code.ticket_id = transfer.ticket_id
        AND code.booking_id = transfer.booking_id AND code.revoked_at IS NULL
    ) AS codes
    WHERE transfer.event_id = $1
  ) AS raced`;

let receivers = 0;

/** Buyers of an organiser's events who pass tickets on, their receivers, and a device at the door. */
export class PassingOn {
  private constructor(
    private readonly api: ApiUnderTest,
    readonly choir: Workspace,
    readonly device: LentDevice,
  ) {}

  static async open(api: ApiUnderTest): Promise<PassingOn> {
    const choir = await Workspace.open(api);
    return new PassingOn(api, choir, await lend(api, choir));
  }

  /** An event on sale, of which tickets can be passed on until it begins, and returned. */
  onSale(fields: object = {}, capacity = 60): Promise<OrganiserEventDto> {
    return this.choir.publish({
      fees: [],
      tiers: [{ name: 'Nave', priceMinor: PRICE_MINOR, capacity }],
      maxTicketsPerUser: null,
      maxTicketsPerBooking: 20,
      buyerRefunds: { untilDaysBefore: 1, fees: 'with_fees' },
      transferHours: 0,
      ...fields,
    });
  }

  async bought(event: OrganiserEventDto, quantity = 2): Promise<Purchase> {
    const purchase = await Purchase.start(this.api, event, 'simulated', quantity);
    await purchase.complete();
    await purchase.untilConfirmed();
    return purchase;
  }

  offered(
    { bookingId, headers }: Buyer,
    ticketId: string | undefined,
    fields: object = {},
  ): Promise<Response<Envelope<TicketTransferDto>>> {
    receivers += 1;
    const body = { ticketId, email: `receiver-${receivers}-${bookingId}@example.org`, ...fields };
    return this.api.post(`/bookings/${bookingId}/transfers`, body, { headers });
  }

  /** An offer that must succeed. */
  async offer(buyer: Buyer, ticketId: string | undefined, fields: object = {}): Promise<Offer> {
    const { status, body } = await this.offered(buyer, ticketId, fields);
    expect({ status, body }).toMatchObject({ status: 201, body: { data: { state: 'offered' } } });
    const { link } = await this.api.sql.row<{ link: string }>(
      `SELECT data->>'link' AS link FROM mails WHERE template = 'ticket-offered' AND to_address = $1`,
      [body.data.email],
    );
    const { id, ticketId: offered } = body.data;
    return { id, ticketId: offered, token: link.split('#')[1] ?? '' };
  }

  look(token: string): Promise<Response<Envelope<PassedOnTicketDto>>> {
    return this.api.post('/ticket-transfers/look', { token });
  }

  accept(token: string): Promise<Response<Envelope<PassedOnTicketDto>>> {
    return this.api.post('/ticket-transfers/accept', { token });
  }

  takeBack(
    { bookingId, headers }: Buyer,
    transferId: string,
  ): Promise<Response<Envelope<TicketTransferDto[]>>> {
    return this.api.delete(`/bookings/${bookingId}/transfers/${transferId}`, { headers });
  }

  giveBack({ bookingId, headers }: Buyer, ticketId: string): Promise<Response<unknown>> {
    const body = { ticketIds: [ticketId], amountMinor: PRICE_MINOR };
    return this.api.post(`/bookings/${bookingId}/refunds`, body, { headers });
  }

  /** Somebody comes in with a ticket. */
  comeIn(event: OrganiserEventDto, ticketId: string): ReturnType<typeof send> {
    return send(this.api, this.device, event.id, [scan(ticketId)]);
  }

  async transfersOf({ bookingId, headers }: Buyer): Promise<BookingTransfersDto> {
    const { body } = await this.api.get<Envelope<BookingTransfersDto>>(
      `/bookings/${bookingId}/transfers`,
      { headers },
    );
    return body.data;
  }

  async codesOf({ bookingId, headers }: Buyer): Promise<TicketCodeDto[]> {
    const { body } = await this.api.get<Envelope<TicketCodeDto[]>>(
      `/booking/${bookingId}/ticket-codes`,
      { headers },
    );
    return body.data;
  }

  statesOf({
    id,
  }: OrganiserEventDto): Promise<Record<'all' | 'accepted' | 'wrong' | 'stock', number>> {
    return this.api.sql.row(STATES_SQL, [id]);
  }
}

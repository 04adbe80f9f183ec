import type {
  ConfirmationDto,
  Envelope,
  PaymentDto,
  PaymentFailureDto,
  PaymentResultDto,
  ProblemDto,
  ReservationDto,
  StartedPaymentDto,
} from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { GoneError, type PlayedSale } from './played-sale.ts';
import type { Order, Step } from './steps.ts';

type Answer = Response<Envelope<unknown> & Partial<ProblemDto>>;
type Headers = Readonly<Record<string, string>>;

/**
 * An order as its buyer, its organiser and its provider carry it out over HTTP, and what they were told for certain:
 * the model that the end is compared with.
 */
export class PlayedOrder {
  bookingId = '';
  /** Payments that were begun, the last one last. */
  readonly payments: string[] = [];
  /** What its buyer was told that it is now, and that only a refund may change. */
  isConfirmed = false;
  isCancelled = false;
  /** How many refunds the organiser was told are on their way. */
  refunds = 0;
  /** Whether it ended early, so that more may have come of it than anybody was told. */
  cut = false;
  private ticketIds: string[] = [];

  constructor(
    private readonly sale: PlayedSale,
    private readonly buyer: Headers,
    private readonly order: Order,
  ) {}

  /** Ends early where nothing is left to buy, or where it {@link GoneError can't go on}. */
  async play(): Promise<void> {
    try {
      if (!(await this.reserve())) return;
      await this.start('simulated');
      for (const steps of this.order.moments) {
        // All of them end, also where one can't go on.
        const done = await Promise.allSettled(steps.map((step) => this.take(step)));
        const failed = done.find(({ status }) => status === 'rejected');
        if (failed?.status === 'rejected') throw failed.reason;
      }
    } catch (error) {
      if (!(error instanceof GoneError)) throw error;
      this.cut = true;
    }
  }

  private async reserve(): Promise<boolean> {
    const { tier, quantity } = this.order;
    const { eventId, tierIds } = this.sale;
    const tickets = [{ tierId: tierIds[tier], quantity }];
    const answer = await this.post('/booking/reserve', { eventId, tickets });
    if (answer.status !== 200) return false;
    const { bookingId, reservedTickets } = answer.body.data as ReservationDto;
    this.bookingId = bookingId;
    this.ticketIds = reservedTickets.map(({ id }) => id);
    return true;
  }

  private take(step: Step): Promise<unknown> {
    switch (step.kind) {
      case 'start':
        return this.start(step.provider);
      case 'complete':
        return this.complete(step.outcome);
      case 'money moves':
        return this.sale.moveMoney(this.payments.at(-1) ?? '');
      case 'event':
        return this.tell(step.number, step.copies);
      case 'forged event':
        return this.forge();
      case 'confirm':
        return this.confirm(step.fails, step.isWhole);
      case 'cancel':
        return this.cancel();
      case 'expire':
        return this.sale.endHold(this.bookingId, step.isLongAgo);
      case 'dispute':
        return this.dispute(step);
      case 'mark as paid':
        return this.markPaid();
      case 'refund':
        return this.refund(step);
    }
  }

  private async start(provider: 'simulated' | 'offline'): Promise<void> {
    const answer = await this.post(`/bookings/${this.bookingId}/payments`, { provider });
    if (answer.status !== 201) return;
    const { id } = (answer.body.data as StartedPaymentDto).payment;
    if (!this.payments.includes(id)) this.payments.push(id);
  }

  private async complete(simulation: string): Promise<void> {
    const id = this.payments.at(-1);
    if (id === undefined) return;
    const path = `/bookings/${this.bookingId}/payments/${id}/complete`;
    const answer = await this.post(path, { simulation });
    if (answer.status !== 200) return;
    const { booking } = answer.body.data as PaymentResultDto;
    this.isConfirmed ||= booking.status === 'confirmed';
  }

  private async confirm(fails: boolean, isWhole: boolean): Promise<void> {
    const [, ...others] = this.ticketIds;
    const ticketIds = isWhole || others.length === 0 ? this.ticketIds : others;
    const paymentSimulation = fails ? 'fail' : 'success';
    const { bookingId } = this;
    const body = { ticketIds, paymentSimulation, bookingId };
    const answer = await this.post('/booking/confirm', body);
    const { success } = answer.body as unknown as ConfirmationDto | PaymentFailureDto;
    if (answer.status === 200 && success) this.isConfirmed = true;
  }

  private async cancel(): Promise<void> {
    const answer = await this.post(`/booking/${this.bookingId}/cancel`, {});
    if (answer.status === 200) this.isCancelled = true;
  }

  private async tell(number: number, copies: number): Promise<void> {
    const about = await this.sale.aboutPayment(this.payments.at(-1) ?? '', number === 3);
    if (!about) return;
    const id = `evt-${about.reference}-${number}`;
    await Promise.all(
      Array.from({ length: copies }, async () => {
        const { status } = await this.sale.tell(id, about);
        if (status !== 204) this.sale.surprises.push(`A signed event was answered by ${status}.`);
      }),
    );
  }

  private async forge(): Promise<void> {
    const about = await this.sale.aboutPayment(this.payments.at(-1) ?? '', false);
    if (!about) return;
    const { status } = await this.sale.tell(`forged-${about.reference}`, about, 'not the secret');
    if (status !== 400) this.sale.surprises.push(`A forged event was answered by ${status}.`);
  }

  private async dispute(step: Step & { kind: 'dispute' }): Promise<void> {
    const about = await this.sale.aboutPayment(this.payments.at(-1) ?? '', false);
    if (about) await this.sale.dispute(about, step);
  }

  private async markPaid(): Promise<void> {
    const id = this.payments.at(-1) ?? '0';
    await this.asOrganiser(`/payments/${id}/mark-paid`, {});
  }

  private async refund({ what, fees, restock }: Step & { kind: 'refund' }): Promise<void> {
    const [first = ''] = this.ticketIds;
    const last = this.ticketIds.at(-1) ?? '';
    const body = {
      all: {},
      'first ticket': { ticketIds: [first] },
      'last ticket': { ticketIds: [last] },
      amount: { amountMinor: 1_700 },
    }[what];
    const answer = await this.asOrganiser('/refunds', { ...body, fees, restock });
    if (answer.status === 200) this.refunds += 1;
    const payments = answer.status === 200 ? (answer.body.data as PaymentDto[]) : [];
    for (const { refundedMinor, amountMinor } of payments) {
      if (refundedMinor > amountMinor) this.sale.surprises.push('More goes back than was paid.');
    }
  }

  private asOrganiser(path: string, body: unknown): Promise<Answer> {
    const { choir, eventId } = this.sale;
    const at = `/organisers/${choir.id}/events/${eventId}/bookings/${this.bookingId}${path}`;
    return this.post(at, body, choir.manager.headers);
  }

  private post(path: string, body: unknown, headers = this.buyer): Promise<Answer> {
    return this.sale.ask<Answer['body']>(path, () => this.sale.api.post(path, body, { headers }));
  }
}

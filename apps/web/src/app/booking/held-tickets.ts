import { Component, computed, input } from '@angular/core';
import type { BookingDto, TicketDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { tickets } from '../design/counts';
import { formatNumber } from '../design/formats';
import { MoneyPipe } from '../design/money-pipe';
import { TicketCard } from '../design/ticket-card';
import { EventFacts } from '../events/event-facts';
import { IncludedCharges } from './included-charges';
import { linesWithTickets } from './lines-with-tickets';

/** What a booking was made for: the event with its date and place, one ticket card a line, and the total. */
@Component({
  selector: 'box-held-tickets',
  imports: [EventFacts, IncludedCharges, MoneyPipe, TicketCard],
  template: `
    <div class="event">
      <p class="name">{{ booking().eventName }}</p>
      <box-event-facts [event]="booking().event" />
    </div>
    <ul>
      @for (held of lines(); track held.name) {
        <li>
          <box-ticket-card>
            <h3>{{ held.name }}</h3>
            <p class="small muted figures">{{ numbersOf(held.tickets) }}</p>
            <div stub class="figures">
              <p class="quantity">× {{ held.line.quantity }}</p>
              @if (held.line.fullPriceMinor === 0) {
                <p i18n class="small muted">Free</p>
              } @else {
                <p i18n class="small muted">
                  {{ held.line.fullPriceMinor | money: booking().currency }} each
                </p>
              }
            </div>
          </box-ticket-card>
        </li>
      }
    </ul>
    @for (fee of booking().charges.bookingFees; track fee.name) {
      <p class="fee figures">
        <span>{{ fee.name }}</span>
        <span>{{ fee.fullAmountMinor | money: booking().currency }}</span>
      </p>
    }
    <p class="total figures">
      <span>{{ counted(booking().ticketCount) }}</span>
      <strong>{{ booking().totalMinor | money: booking().currency }}</strong>
    </p>
    <box-included-charges [booking]="booking()" />
  `,
  styles: `
    :host {
      --stub-width: 124px;
      --stub-width-narrow: 104px;
      display: grid;
      gap: var(--space-4);
    }
    .event {
      display: grid;
      gap: var(--space-3);
    }
    .name {
      font: 700 var(--text-l) / 1.25 var(--font-display);
      overflow-wrap: anywhere;
    }
    ul {
      display: grid;
      gap: var(--space-3);
    }
    [stub] {
      text-align: center;
    }
    .quantity {
      font: 700 var(--title-s) / 1.2 var(--font-display);
    }
    .fee,
    .total {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      gap: var(--space-4);
      max-width: none;
    }
    .total {
      padding-top: var(--space-3);
      border-top: 1px solid var(--hairline);
    }
    strong {
      font: 750 var(--title-m) / 1.1 var(--font-display);
      letter-spacing: -0.025em;
    }
  `,
})
export class HeldTickets {
  readonly booking = input.required<BookingDto>();

  protected readonly counted = tickets;

  protected readonly lines = computed(() => linesWithTickets(this.booking()));

  /** The numbers of the first tickets; a coach party's hundred would bury everything else. */
  protected numbersOf(held: readonly TicketDto[]): string {
    const SHOWN = 4;
    const numbers = held.map(({ id }) => formatReference(id));
    const more = numbers.length - SHOWN;
    const shown = numbers.slice(0, SHOWN).join(', ');
    return more > 0
      ? $localize`No. ${shown}:numbers: and ${formatNumber(more)}:count: more`
      : $localize`No. ${shown}:numbers:`;
  }
}

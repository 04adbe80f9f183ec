import { Component, input } from '@angular/core';
import type { BookingDto } from '@boxoffice/contracts';
import { tickets } from '../design/counts';
import { formatNumber } from '../design/formats';
import { MoneyPipe } from '../design/money-pipe';
import { TicketCard } from '../design/ticket-card';
import { ticketNumber } from './ticket-number';

/** What a booking was made for, one ticket card a tier, with the total. */
@Component({
  selector: 'box-held-tickets',
  imports: [MoneyPipe, TicketCard],
  template: `
    <ul>
      @for (line of booking().lines; track line.tier) {
        <li>
          <box-ticket-card>
            <p class="small muted">{{ booking().eventName }}</p>
            <h3>{{ line.tier }}</h3>
            <p class="small muted figures">{{ numbersOf(line.tier) }}</p>
            <div stub class="figures">
              <p class="quantity">× {{ line.quantity }}</p>
              <p i18n class="small muted">{{ line.priceMinor | money: booking().currency }} each</p>
            </div>
          </box-ticket-card>
        </li>
      }
    </ul>
    <p class="total figures">
      <span>{{ counted(booking().ticketCount) }}</span>
      <strong>{{ booking().totalMinor | money: booking().currency }}</strong>
    </p>
  `,
  styles: `
    :host {
      --stub-width: 124px;
      --stub-width-narrow: 104px;
      display: grid;
      gap: var(--space-4);
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
    .total {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      max-width: none;
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

  /** The numbers of the first tickets; a coach party's hundred would bury everything else. */
  protected numbersOf(tier: string): string {
    const SHOWN = 4;
    const numbers = this.booking()
      .tickets.filter((ticket) => ticket.tier === tier)
      .map((ticket) => ticketNumber(ticket.id));
    const more = numbers.length - SHOWN;
    const shown = numbers.slice(0, SHOWN).join(', ');
    return more > 0
      ? $localize`No. ${shown}:numbers: and ${formatNumber(more)}:count: more`
      : $localize`No. ${shown}:numbers:`;
  }
}

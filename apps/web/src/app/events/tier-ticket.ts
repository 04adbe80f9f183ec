import { Component, computed, input, output } from '@angular/core';
import { ticketName } from '@boxoffice/contracts/formats';
import { tickets } from '../design/counts';
import { formatNumber, plural } from '../design/formats';
import { Icon } from '../design/icon';
import { MoneyPipe } from '../design/money-pipe';
import { Stepper } from '../design/stepper';
import { TicketCard } from '../design/ticket-card';
import { tierStock } from './availability/tier-stock';
import type { Choice } from './order/choices';

/** Tickets of one kind as a ticket: what they cost and whether they are to be had, with the quantity on its stub. */
@Component({
  selector: 'box-tier-ticket',
  imports: [Icon, MoneyPipe, Stepper, TicketCard],
  template: `
    <box-ticket-card [spent]="!isOnSale()">
      <div class="face">
        <h3>{{ name() }}</h3>
        <p class="price figures">
          @if (choice().fullPriceMinor === 0) {
            <ng-container i18n>Free</ng-container>
          } @else {
            {{ choice().fullPriceMinor | money: currency() }}
          }
          @if (choice().fullPriceBeforeMinor; as before) {
            <s>{{ before | money: currency() }}</s>
          }
        </p>
        @if (choice().condition; as condition) {
          <p class="condition">{{ condition }}</p>
        }
        @switch (stock().state) {
          @case ('few') {
            <p class="state few figures">{{ leftText() }}</p>
          }
          @case ('held') {
            <p class="state held">
              <box-icon name="clock" /><span>{{ heldText() }}</span>
            </p>
          }
          @case ('sold-out') {
            <p i18n class="state">Sold out</p>
          }
          @case ('none') {
            <p i18n class="state">Not on sale yet</p>
          }
          @default {
            <p class="state plenty figures">{{ leftText() }}</p>
          }
        }
      </div>
      <div stub>
        @if (isOnSale()) {
          <box-stepper
            label="{{ name() }} tickets"
            i18n-label
            [value]="quantity()"
            [max]="limit()"
            [disabled]="disabled()"
            (valueChange)="quantityChange.emit($event)"
          />
        } @else if (stock().state === 'held') {
          <p i18n class="stamp held">On hold</p>
        } @else if (stock().state === 'sold-out') {
          <p i18n class="stamp">Sold out</p>
        } @else {
          <p i18n class="stamp">Soon</p>
        }
      </div>
    </box-ticket-card>
  `,
  styleUrl: './tier-ticket.scss',
})
export class TierTicket {
  readonly choice = input.required<Choice>();
  readonly currency = input.required<string>();
  readonly quantity = input.required<number>();
  readonly limit = input.required<number>();
  readonly disabled = input(false);
  readonly quantityChange = output<number>();

  protected readonly name = computed(() => ticketName(this.choice()));
  protected readonly stock = computed(() => tierStock(this.choice()));
  protected readonly isOnSale = computed(() => this.choice().available > 0);
  protected readonly leftText = computed(
    () => $localize`${formatNumber(this.choice().available)}:count: left`,
  );
  protected readonly heldText = computed(() =>
    plural(this.choice().held, {
      one: $localize`Someone else is holding the last ticket. It may come back.`,
      other: $localize`Others are holding the last ${tickets(this.choice().held)}:tickets:. Some may come back.`,
    }),
  );
}

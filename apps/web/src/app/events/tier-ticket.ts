import { Component, computed, input, output } from '@angular/core';
import type { TierAvailabilityDto } from '@boxoffice/contracts';
import { countOf } from '../design/counts';
import { Icon } from '../design/icon';
import { MoneyPipe } from '../design/money-pipe';
import { Stepper } from '../design/stepper';
import { TicketCard } from '../design/ticket-card';
import { tierStock } from './availability/tier-stock';

/** A tier as a ticket: what it costs and whether it is to be had, with the quantity on its stub. */
@Component({
  selector: 'box-tier-ticket',
  imports: [Icon, MoneyPipe, Stepper, TicketCard],
  template: `
    <box-ticket-card [spent]="!isOnSale()">
      <div class="face">
        <h3>{{ tier().name }}</h3>
        <p class="price figures">{{ tier().priceMinor | money: currency() }}</p>
        @switch (stock().state) {
          @case ('few') {
            <p class="state few figures">{{ tier().available }} left</p>
          }
          @case ('held') {
            <p class="state held">
              <box-icon name="clock" /><span>{{ heldWords() }}</span>
            </p>
          }
          @case ('sold-out') {
            <p class="state">Sold out</p>
          }
          @case ('none') {
            <p class="state">Not on sale yet</p>
          }
          @default {
            <p class="state plenty figures">{{ leftWords() }}</p>
          }
        }
      </div>
      <div stub>
        @if (isOnSale()) {
          <box-stepper
            [label]="tier().name + ' tickets'"
            [value]="quantity()"
            [max]="limit()"
            [disabled]="disabled()"
            (valueChange)="quantityChange.emit($event)"
          />
        } @else if (stock().state === 'held') {
          <p class="stamp held">All held</p>
        } @else {
          <p class="stamp">{{ stock().state === 'sold-out' ? 'Sold out' : 'Soon' }}</p>
        }
      </div>
    </box-ticket-card>
  `,
  styleUrl: './tier-ticket.scss',
})
export class TierTicket {
  readonly tier = input.required<TierAvailabilityDto>();
  readonly currency = input.required<string>();
  readonly quantity = input.required<number>();
  readonly limit = input.required<number>();
  readonly disabled = input(false);
  readonly quantityChange = output<number>();

  protected readonly stock = computed(() => tierStock(this.tier()));
  protected readonly isOnSale = computed(() => this.tier().available > 0);
  protected readonly leftWords = computed(() => `${this.tier().available.toLocaleString()} left`);
  protected readonly heldWords = computed(
    () => `${countOf(this.tier().held, 'ticket')} held by others. Some may come back.`,
  );
}

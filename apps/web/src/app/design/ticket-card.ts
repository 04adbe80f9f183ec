import { Component, input } from '@angular/core';

/**
 * The one motif of the product: what a ticket is on its body, and quantity, price or code on its
 * stub, with notches and a perforation between the two. Below 420 px the stub hangs underneath.
 */
@Component({
  selector: 'box-ticket-card',
  host: { '[class.spent]': 'spent()' },
  template: `
    <div class="card">
      <div class="art"><ng-content select="[art]" /></div>
      <div class="body"><ng-content /></div>
      <div class="stub"><ng-content select="[stub]" /></div>
    </div>
  `,
  styleUrl: './ticket-card.scss',
})
export class TicketCard {
  /** Drawn faded: sold out, or ended. */
  readonly spent = input(false);
}

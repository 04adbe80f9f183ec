import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ticketName } from '@boxoffice/contracts/formats';
import type { HeldOrder } from '../../booking/hold/held-now';
import { Notice } from '../../design/notice';

/** Above steppers that stand at nothing: what is held of this event already, and the way back to it. */
@Component({
  selector: 'box-held-here',
  imports: [Notice, RouterLink],
  template: `
    <box-notice tone="info" [heading]="heading()">
      <p i18n>What you choose below is a new order.</p>
      <p>
        <a i18n [routerLink]="['/checkout', held().bookingId]">Back to your checkout</a>
      </p>
    </box-notice>
  `,
})
export class HeldHere {
  readonly held = input.required<HeldOrder>();

  protected readonly heading = computed(() => {
    const { lines } = this.held().summary;
    const what = lines.map((line) => `${line.quantity} × ${ticketName(line)}`).join(', ');
    return $localize`You’re holding ${what}:tickets:`;
  });
}

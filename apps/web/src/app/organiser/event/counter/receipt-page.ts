import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { CounterSaleDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { apiUrl } from '../../../api/api-url';
import { readOwn } from '../../../api/read';
import { formatEventMoment } from '../../../design/formats';
import { Icon } from '../../../design/icon';
import { MoneyPipe } from '../../../design/money-pipe';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { methodName } from '../bookings/booking-words';
import { chargesOf } from './receipt-charges';

/** The receipt of a counter sale, for a roll of 80 mm and for A4; printed again whenever one is lost. */
@Component({
  selector: 'box-receipt-page',
  imports: [Icon, MatButton, MoneyPipe, RouterLink, UnreadPage],
  templateUrl: './receipt-page.html',
  styleUrl: './receipt-page.scss',
})
export class ReceiptPage {
  readonly eventId = input.required<string>();
  readonly bookingId = input.required<string>();
  /** From the address: `?print=1` prints at once. */
  readonly print = input<string>();

  protected readonly current = inject(CurrentOrganiser);
  protected readonly reading = readOwn<CounterSaleDto>(() =>
    apiUrl(
      'organisers',
      this.current.id(),
      'events',
      this.eventId(),
      'counter-sales',
      this.bookingId(),
    ),
  );
  protected readonly sale = this.reading.data;
  protected readonly when = computed(() => {
    const sale = this.sale();
    return sale ? formatEventMoment(sale.startsAt, sale.timeZone) : '';
  });
  protected readonly soldAt = computed(() => {
    const sale = this.sale();
    return sale ? formatEventMoment(sale.soldAt, sale.timeZone) : '';
  });
  /** Below the organiser's name, which imprints tend to begin with. */
  protected readonly imprint = computed(() => {
    const { imprint = '', organiserName = '' } = this.sale() ?? {};
    const [first = '', ...rest] = imprint.trim().split('\n');
    return first.trim() === organiserName.trim() ? rest.join('\n').trim() : imprint;
  });
  protected readonly charges = computed(() => {
    const sale = this.sale();
    return sale ? chargesOf(sale) : { added: [], within: [] };
  });
  protected readonly methodName = methodName;
  protected readonly number = formatReference;

  private hasPrinted = false;

  constructor() {
    effect(() => {
      if (!this.sale() || this.print() === undefined || this.hasPrinted) return;
      this.hasPrinted = true;
      // Once what was read is on the page.
      setTimeout(() => this.printReceipt());
    });
  }

  protected printReceipt(): void {
    window.print();
  }
}

import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { CancellationRefundsDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { formatNumber, plural } from '../../design/formats';

/** Soon enough for somebody who watches; a large event takes minutes. */
const REFRESH_MS = 5_000;

/** How far giving back the money of a cancelled event has come, and how it is stopped and continued. */
@Component({
  selector: 'box-cancellation-refunds',
  imports: [FailureNotice, MatButton, RouterLink],
  template: `
    @if (refunds.failure(); as failure) {
      <box-failure-notice [failure]="failure" />
    }
    @if (refunds.data(); as known) {
      @if (total() > 0) {
        <section class="panel" aria-labelledby="refunds-heading">
          <h2 i18n id="refunds-heading">Refunds</h2>
          @if (task.failure(); as failure) {
            <box-failure-notice [failure]="failure" [isRevealed]="true" />
          }
          <p role="status">{{ summary() }}</p>
          @if (known.fees !== 'none' && online() > 0) {
            <progress
              aria-labelledby="refunds-heading"
              [max]="online()"
              [value]="known.refunded"
            ></progress>
          }
          <ul class="figures">
            @for (line of lines(); track line) {
              <li>{{ line }}</li>
            }
          </ul>
          @if (known.failures.length > 0) {
            <h3 i18n>Failed</h3>
            <ul class="figures">
              @for (failed of known.failures; track failed.bookingId) {
                <li>
                  <a [routerLink]="link(failed.bookingId)">{{ name(failed.bookingId) }}</a>
                  {{ reason(failed.code) }}
                </li>
              }
              @if (known.failed > known.failures.length) {
                <li i18n>and {{ number(known.failed - known.failures.length) }} more</li>
              }
            </ul>
          }
          @if (known.byHandBookingIds.length > 0) {
            <h3 i18n>To pay out by hand</h3>
            <p i18n class="small muted">
              Paid by bank transfer or at the counter. Refund each booking here once you’ve paid it
              out.
            </p>
            <ul class="figures">
              @for (bookingId of known.byHandBookingIds; track bookingId) {
                <li>
                  <a [routerLink]="link(bookingId)">{{ name(bookingId) }}</a>
                </li>
              }
              @if (known.byHand > known.byHandBookingIds.length) {
                <li i18n>and {{ number(known.byHand - known.byHandBookingIds.length) }} more</li>
              }
            </ul>
          }
          <div class="actions">
            @if (known.fees !== 'none' && !known.isStopped && known.left > 0) {
              <button
                i18n
                matButton="outlined"
                type="button"
                [disabled]="task.isBusy()"
                [disabledInteractive]="task.isBusy()"
                (click)="send('stop')"
              >
                Stop refunds
              </button>
            }
            @if (continueWords(); as words) {
              <button
                matButton="outlined"
                type="button"
                [disabled]="task.isBusy()"
                [disabledInteractive]="task.isBusy()"
                (click)="send('continue')"
              >
                {{ words }}
              </button>
            }
          </div>
        </section>
      }
    }
  `,
  styles: `
    .panel,
    ul {
      display: grid;
      gap: var(--space-3);
    }
    ul {
      gap: var(--space-2);
      overflow-wrap: anywhere;
    }
    h2 {
      font-size: var(--text-l);
    }
    h3 {
      font-size: inherit;
    }
    progress {
      width: 100%;
      accent-color: var(--ink);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-3);
    }
    .actions:empty {
      display: none;
    }
  `,
})
export class CancellationRefunds {
  readonly organiserId = input.required<string>();
  readonly eventId = input.required<string>();

  private readonly http = inject(HttpClient);
  protected readonly refunds = readOwn<CancellationRefundsDto>(() => this.url());
  protected readonly task = new Task();
  protected readonly name = (bookingId: string): string =>
    $localize`Booking ${formatReference(bookingId)}:reference:`;
  protected readonly link = (bookingId: string): string[] => [
    '/organiser',
    this.organiserId(),
    'events',
    this.eventId(),
    'bookings',
    bookingId,
  ];
  protected readonly number = formatNumber;

  /** Bookings whose money this system can give back. */
  protected readonly online = computed(() => {
    const known = this.refunds.data();
    if (!known) return 0;
    return known.refunded + known.underWay + known.failed + known.left + known.disputed;
  });
  protected readonly total = computed(() => this.online() + (this.refunds.data()?.byHand ?? 0));
  protected readonly summary = computed(() => {
    const known = this.refunds.data();
    if (!known) return '';
    if (known.fees === 'none') return $localize`Nothing is refunded automatically.`;
    if (known.isStopped && known.left > 0) return $localize`Refunds are stopped.`;
    if (known.left + known.underWay > 0) return $localize`Refunds are under way.`;
    if (known.failed > 0) return $localize`Some refunds failed.`;
    if (known.disputed > 0) return $localize`Disputed payments you win are refunded automatically.`;
    if (this.online() === 0) return $localize`Nobody paid online.`;
    return $localize`Everybody who paid online has been refunded.`;
  });
  protected readonly lines = computed(() => {
    const known = this.refunds.data();
    if (!known) return [];
    const { refunded, underWay, failed, left, disputed, byHand } = known;
    return [
      refunded > 0 && $localize`Refunded: ${bookings(refunded)}:bookings:`,
      underWay > 0 && $localize`Under way: ${bookings(underWay)}:bookings:`,
      left > 0 && $localize`Left: ${bookings(left)}:bookings:`,
      failed > 0 && $localize`Failed: ${bookings(failed)}:bookings:`,
      disputed > 0 && $localize`Disputed: ${bookings(disputed)}:bookings:`,
      byHand > 0 && $localize`To pay out by hand: ${bookings(byHand)}:bookings:`,
    ].filter((line) => line !== false);
  });
  protected readonly continueWords = computed(() => {
    const known = this.refunds.data();
    if (!known || known.left + known.failed === 0) return '';
    if (known.fees === 'none') return $localize`Refund everybody`;
    if (known.isStopped) return $localize`Continue refunds`;
    return known.failed > 0 ? $localize`Try the failed ones again` : '';
  });

  constructor() {
    refreshWhileVisible(() => {
      const known = this.refunds.data();
      if (known && known.fees !== 'none' && isMoving(known)) this.refunds.reload();
    }, REFRESH_MS);
  }

  protected reason(code: string): string {
    switch (code) {
      case 'PAYMENT_REFUSED':
        return $localize`The payment provider refused the refund.`;
      default:
        return $localize`Refund it on the booking’s page.`;
    }
  }

  protected async send(step: 'continue' | 'stop'): Promise<void> {
    await this.task.run(() => firstValueFrom(this.http.post(this.url(step), {})));
    this.refunds.reload();
  }

  private url(...step: string[]): string {
    const { organiserId, eventId } = this;
    return apiUrl(
      'organisers',
      organiserId(),
      'events',
      eventId(),
      'cancellation',
      'refunds',
      ...step,
    );
  }
}

/** Whether figures change by themselves: what was stopped waits for somebody. */
function isMoving({ underWay, left, isStopped }: CancellationRefundsDto): boolean {
  return underWay > 0 || (left > 0 && !isStopped);
}

function bookings(count: number): string {
  return plural(count, {
    one: $localize`1 booking`,
    other: $localize`${formatNumber(count)}:count: bookings`,
  });
}

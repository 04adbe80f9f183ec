import { HttpClient } from '@angular/common/http';
import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { BookingPapersDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { formatDayAndTime, formatMoney } from '../design/formats';
import { Icon } from '../design/icon';
import { BillingForm } from './billing-form';
import { paperKindName } from './paper-words';
import { savePaper } from './save-paper';

/** A paper that can be saved. */
interface OfferedPaper {
  url: string;
  name: string;
  about: string;
  /** Where the e-invoice is that its PDF carries. */
  eInvoiceUrl?: string;
}

/** Receipt, invoice and credit notes of a booking, for its buyer or its organiser; nothing where there is none. */
@Component({
  selector: 'box-booking-papers',
  imports: [BillingForm, FailureNotice, Icon, MatButton],
  template: `
    @if (offered().length > 0) {
      <section [class.panel]="!isBuyers()" aria-labelledby="papers-heading">
        <h2 i18n id="papers-heading">Receipt and invoice</h2>
        @if (task.failure(); as failure) {
          <box-failure-notice [failure]="failure" [isRevealed]="true" />
        }
        <ul>
          @for (paper of offered(); track paper.url) {
            <li>
              <button
                matButton="outlined"
                type="button"
                [disabled]="task.isBusy()"
                [disabledInteractive]="true"
                (click)="save(paper)"
              >
                <span class="with-icon"><box-icon name="print" /> {{ paper.name }}</span>
              </button>
              @if (paper.eInvoiceUrl; as url) {
                <button
                  i18n
                  matButton
                  type="button"
                  [disabled]="task.isBusy()"
                  [disabledInteractive]="true"
                  (click)="save({ url, name: paper.name, about: paper.about })"
                >
                  E-invoice (XML)
                </button>
              }
              <span class="small muted figures">{{ paper.about }}</span>
            </li>
          }
        </ul>
        @if (isBuyers() && papers.data()?.billingChangeable && hasInvoices()) {
          @if (isBilling()) {
            <box-billing-form
              [url]="apiUrl('bookings', bookingId(), 'billing')"
              [billing]="papers.data()?.billing ?? null"
              [replaces]="papers.data()?.invoice === 'issued'"
              (saved)="isBilling.set(false); papers.reload()"
              (dismissed)="isBilling.set(false)"
            />
          } @else {
            <p>
              <button matButton type="button" (click)="isBilling.set(true)">
                @if (papers.data()?.billing) {
                  <ng-container i18n>Change the billing address</ng-container>
                } @else {
                  <ng-container i18n>I need an invoice with an address</ng-container>
                }
              </button>
            </p>
          }
        }
      </section>
    }
  `,
  styles: `
    section {
      display: grid;
      gap: var(--space-4);
    }
    section:not(.panel) {
      max-width: 560px;
    }
    .panel h2 {
      font-size: var(--text-l);
    }
    ul {
      display: grid;
      gap: var(--space-3);
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2) var(--space-4);
    }
    .with-icon {
      display: inline-flex;
      align-items: center;
      gap: var(--space-2);
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class BookingPapers {
  readonly bookingId = input.required<string>();
  /** Where its papers are read: of one's own bookings, or of those of one's event. */
  readonly url = input.required<string>();
  /** Where one paper is read by its id. */
  readonly documentsUrl = input.required<string>();
  /** Whether the reader bought it, and says whom invoices are for. */
  readonly isBuyers = input(false);
  /** Read again whenever this is other than it was: papers follow what happens to a booking. */
  readonly follows = input<unknown>();

  private readonly http = inject(HttpClient);
  protected readonly papers = readOwn<BookingPapersDto>(() => `${this.url()}/papers`);
  protected readonly task = new Task();
  protected readonly isBilling = signal(false);
  protected readonly apiUrl = apiUrl;

  protected readonly hasInvoices = computed(() => this.papers.data()?.invoice !== 'none');
  protected readonly offered = computed((): OfferedPaper[] => {
    const papers = this.papers.data();
    if (!papers) return [];
    const { hasReceipt, invoice, documents } = papers;
    const url = this.url();
    const number = formatReference(this.bookingId());
    const receipt = { url: `${url}/receipt.pdf`, name: $localize`Receipt`, about: number };
    const next = { url: `${url}/invoice.pdf`, name: $localize`Invoice`, about: '' };
    return [
      ...(hasReceipt ? [receipt] : []),
      ...(invoice === 'ready' ? [next] : []),
      ...documents.map(
        ({ id, kind, number: ofIt, issuedAt, totalMinor, currency, isEInvoice }) => ({
          url: `${this.documentsUrl()}/${id}`,
          name: `${paperKindName(kind)} ${ofIt}`,
          about: `${formatDayAndTime(issuedAt)} · ${formatMoney(totalMinor, currency)}`,
          ...(isEInvoice && { eInvoiceUrl: `${this.documentsUrl()}/${id}/e-invoice.xml` }),
        }),
      ),
    ];
  });

  constructor() {
    effect(() => {
      this.follows();
      untracked(() => this.papers.reload());
    });
  }

  protected save({ url, name, about }: OfferedPaper): Promise<boolean> {
    // A receipt has no number of its own.
    const file = url.endsWith('/receipt.pdf') ? `${name} ${about}` : name;
    return this.task.run(() => savePaper(this.http, url, file));
  }
}

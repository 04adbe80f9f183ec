import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { InvoiceKind, OrganiserInvoiceDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { formatDayAndTime } from '../../design/formats';
import { MoneyPipe } from '../../design/money-pipe';
import { PageState } from '../../design/page-state';
import { ShowMore } from '../../design/show-more';
import { paperKindName } from '../../papers/paper-words';
import { savePaper } from '../../papers/save-paper';
import { buyerName } from '../buyer-name';
import { CurrentOrganiser } from '../current-organiser';
import { ExportButtons } from '../exports/export-buttons';
import { UnreadPage } from '../unread-page';
import { filterParams, InvoiceList, readFilters, type InvoiceFilters } from './invoice-list';

const KINDS: readonly InvoiceKind[] = ['invoice', 'credit_note'];

/** An organisation's invoices and credit notes: found by number or booking, narrowed by kind and year. */
@Component({
  selector: 'box-invoices-page',
  imports: [
    ExportButtons,
    FailureNotice,
    MatButton,
    MoneyPipe,
    PageState,
    RouterLink,
    ShowMore,
    UnreadPage,
  ],
  templateUrl: './invoices-page.html',
  styleUrls: [
    '../../admin/filters.scss',
    '../../design/table.scss',
    '../event/bookings/bookings-page.scss',
    './invoices-page.scss',
  ],
})
export class InvoicesPage {
  /** From the address. */
  readonly search = input<string>();
  readonly kind = input<string>();
  readonly year = input<string>();

  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly filters = computed(() =>
    readFilters({ search: this.search(), kind: this.kind(), year: this.year() }),
  );
  protected readonly list = new InvoiceList(this.current.id, this.filters);
  protected readonly task = new Task();
  /** The year that is exported: the chosen one, or the latest. */
  protected readonly exported = computed(() => this.filters().year || this.list.years().at(0));
  protected readonly exports = computed(() =>
    apiUrl('organisers', this.current.id(), 'invoices', 'exports'),
  );

  protected readonly kinds = KINDS;
  protected readonly kindName = paperKindName;
  protected readonly buyerName = buyerName;
  protected readonly when = formatDayAndTime;

  protected exportName(year: string): string {
    return $localize`Invoices of ${year}:year:`;
  }

  protected eInvoiceName(number: string): string {
    return $localize`XML of ${number}:number:`;
  }

  protected narrow(change: Partial<Record<keyof InvoiceFilters, string>>): void {
    const queryParams = filterParams(readFilters({ ...this.filters(), ...change }));
    void this.router.navigate([], { queryParams, replaceUrl: true });
  }

  protected save({ id, kind, number }: OrganiserInvoiceDto): Promise<boolean> {
    const url = apiUrl('organisers', this.current.id(), 'invoices', id);
    return this.task.run(() => savePaper(this.http, url, `${paperKindName(kind)} ${number}`));
  }

  protected saveEInvoice({ id, kind, number }: OrganiserInvoiceDto): Promise<boolean> {
    const url = apiUrl('organisers', this.current.id(), 'invoices', id, 'e-invoice.xml');
    return this.task.run(() => savePaper(this.http, url, `${paperKindName(kind)} ${number}`));
  }
}

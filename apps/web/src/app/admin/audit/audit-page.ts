import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { AuditEntryDto } from '@boxoffice/contracts';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { FailureNotice } from '../../design/failure-notice';
import { formatRecordedMoment } from '../../design/formats';
import { PageState } from '../../design/page-state';
import { ShowMore } from '../../design/show-more';
import { auditParams, KINDS, readAuditFilters, type FilterName } from './audit-filters';
import { AuditList } from './audit-list';
import { actionName, actorName, changesOf, kindName, type Change } from './entry-words';

/** Entries are listed about a second after what they are about; whoever watches sees them soon. */
const REFRESH_MS = 5_000;

/** Who did what to which thing. What is asked for stays in the address, so that it can be sent on. */
@Component({
  selector: 'box-audit-page',
  imports: [FailureNotice, MatButton, PageState, RouterLink, ShowMore],
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.scss',
})
export class AuditPage {
  /** From the address. */
  readonly kind = input<string>();
  readonly subject = input<string>();
  readonly actor = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly expiries = input<string>();

  private readonly router = inject(Router);

  protected readonly filters = computed(() =>
    readAuditFilters({
      kind: this.kind(),
      subject: this.subject(),
      actor: this.actor(),
      from: this.from(),
      to: this.to(),
      expiries: this.expiries(),
    }),
  );
  protected readonly isFiltered = computed(
    () => Object.keys(auditParams(this.filters())).length > 0,
  );
  protected readonly list = new AuditList(this.filters);
  protected readonly kinds = KINDS;
  protected readonly kindName = kindName;
  protected readonly actionName = actionName;
  protected readonly nothing = $localize`nothing`;

  constructor() {
    refreshWhileVisible(() => this.list.refresh(), REFRESH_MS);
  }

  protected narrow(name: FilterName, value: string): void {
    void this.router.navigate([], { queryParams: this.narrowed(name, value) });
  }

  protected clear(): void {
    void this.router.navigate([], { queryParams: {} });
  }

  /** The address of the list that is narrowed to this, too. */
  protected narrowed(name: FilterName, value: string): Record<string, string> {
    return auditParams(readAuditFilters({ ...this.filters(), [name]: value }));
  }

  protected changes(entry: AuditEntryDto): Change[] {
    return changesOf(entry, this.list.names());
  }

  protected moment({ at }: AuditEntryDto): string {
    return formatRecordedMoment(at);
  }

  protected readonly role = actorName;
}

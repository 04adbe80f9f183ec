import { HttpClient } from '@angular/common/http';
import { computed, inject, linkedSignal, signal } from '@angular/core';
import type { AuditEntryDto, AuditPageDto, Envelope } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readFailure, type Failure } from '../../api/problem';
import { readOwn } from '../../api/read';
import { shownName } from '../person-name';
import { auditQuery, type AuditFilters } from './audit-filters';

/** Entries a page: a screen and a half of a dense table. */
const PAGE_SIZE = 50;

/** The entries that match, the latest first, page by page. */
export class AuditList {
  private readonly http = inject(HttpClient);
  private readonly first = readOwn<AuditPageDto>(() => this.address());
  private readonly pages = linkedSignal<AuditPageDto | undefined, AuditPageDto[]>({
    source: this.first.data,
    computation: (newest) => (newest ? [newest] : []),
  });

  readonly entries = computed<AuditEntryDto[] | undefined>(() => {
    const pages = this.pages();
    return pages.length === 0 ? undefined : pages.flatMap((page) => page.entries);
  });
  /** What the people in these entries are called now. */
  readonly names = computed<Record<string, string | undefined>>(() =>
    Object.fromEntries(
      this.pages().flatMap((page) =>
        Object.entries(page.names).map(([id, name]) => [id, shownName(name)]),
      ),
    ),
  );
  readonly failure = this.first.failure;
  readonly hasMore = computed(() => this.next() !== null);
  readonly isLoadingMore = signal(false);
  readonly moreFailure = signal<Failure | undefined>(undefined);

  private readonly next = computed(() => this.pages().at(-1)?.next ?? null);

  constructor(private readonly filters: () => AuditFilters) {}

  reload(): void {
    this.first.reload();
  }

  /** Looks for newer entries, unless somebody reads older ones, which would go. */
  refresh(): void {
    if (this.pages().length === 1 && !this.isLoadingMore()) this.reload();
  }

  async loadMore(): Promise<void> {
    const next = this.next();
    if (next === null || this.isLoadingMore()) return;
    const wanted = this.address();
    this.isLoadingMore.set(true);
    this.moreFailure.set(undefined);
    try {
      const page = await firstValueFrom(this.http.get<Envelope<AuditPageDto>>(this.address(next)));
      // Something else may have been asked for while this was on its way.
      if (this.address() === wanted) this.pages.update((pages) => [...pages, page.data]);
    } catch (error) {
      this.moreFailure.set(readFailure(error));
    } finally {
      this.isLoadingMore.set(false);
    }
  }

  private address(before?: string): string {
    const params = new URLSearchParams({
      limit: String(PAGE_SIZE),
      ...auditQuery(this.filters()),
      ...(before && { before }),
    });
    return `${apiUrl('admin', 'audit')}?${params.toString()}`;
  }
}

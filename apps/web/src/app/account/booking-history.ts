import { HttpClient } from '@angular/common/http';
import { computed, inject, linkedSignal, signal } from '@angular/core';
import type { BookingDto, Envelope, UserBookingsDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { readFailure, type Failure } from '../api/problem';
import { readOwn } from '../api/read';
import { Identity } from './identity';

/** Bookings a page. Each may carry a hundred tickets, so a page stays small. */
const PAGE_SIZE = 10;

/** The chosen person's bookings, newest first, page by page. */
export class BookingHistory {
  private readonly http = inject(HttpClient);
  private readonly userId = inject(Identity).userId;

  private readonly first = readOwn<UserBookingsDto>(() => this.address());
  private readonly older = linkedSignal<string | undefined, BookingDto[][]>({
    source: this.userId,
    computation: () => [],
  });

  readonly isLoadingMore = signal(false);
  readonly moreFailure = signal<Failure | undefined>(undefined);
  readonly failure = this.first.failure;
  readonly totalTickets = computed(() => this.first.data()?.totalTickets ?? 0);

  readonly bookings = computed<BookingDto[] | undefined>(() => {
    const newest = this.first.data()?.bookings;
    if (!newest) return undefined;
    // While older pages are open, a new booking shifts the first page: the shift is not shown twice.
    const unique = new Map([...newest, ...this.older().flat()].map((one) => [one.id, one]));
    return [...unique.values()];
  });
  readonly hasMore = computed(() => {
    const last = this.older().at(-1) ?? this.first.data()?.bookings ?? [];
    return last.length === PAGE_SIZE;
  });

  reload(): void {
    this.first.reload();
  }

  async loadMore(): Promise<void> {
    const last = this.bookings()?.at(-1);
    const address = this.address(last?.id);
    if (!last || !address || this.isLoadingMore()) return;
    const userId = this.userId();
    this.isLoadingMore.set(true);
    this.moreFailure.set(undefined);
    try {
      const answer = await firstValueFrom(this.http.get<Envelope<UserBookingsDto>>(address));
      // Somebody else may have been chosen while this was on its way.
      if (this.userId() === userId) {
        this.older.update((pages) => [...pages, answer.data.bookings]);
      }
    } catch (error) {
      this.moreFailure.set(readFailure(error));
    } finally {
      this.isLoadingMore.set(false);
    }
  }

  private address(before?: string): string | undefined {
    const userId = this.userId();
    if (userId === undefined) return undefined;
    const page = `?limit=${PAGE_SIZE}${before ? `&before=${before}` : ''}`;
    return apiUrl('booking', 'user', userId) + page;
  }
}

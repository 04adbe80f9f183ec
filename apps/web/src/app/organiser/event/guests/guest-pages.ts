import { HttpClient } from '@angular/common/http';
import { computed, effect, inject, signal, untracked } from '@angular/core';
import type { Envelope, GuestListDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import { readOwn } from '../../../api/read';
import { Task } from '../../../api/task';

/** Bookings a request; a list is printed as a whole, so all of its pages are read. */
const PAGE_SIZE = 1_000;

/** Most bookings that one page of a browser shows: some five hundred sheets of paper. */
const SHOWN_MAX = 20_000;

/** Who comes, all of them: a sheet of paper has no "show more". */
export class GuestPages {
  private readonly http = inject(HttpClient);
  private readonly first = readOwn<GuestListDto>(() => this.address());
  private readonly rest = signal<GuestListDto[]>([]);
  private readonly more = new Task();

  readonly failure = computed(() => this.first.failure() ?? this.more.failure());
  readonly guests = computed(() => {
    const first = this.first.data();
    return first && [first, ...this.rest()].flatMap(({ guests }) => guests);
  });
  readonly sold = computed(() => this.first.data()?.sold ?? 0);
  readonly isReading = this.more.isBusy;
  /** Whether there are more than one page of a browser shows. */
  readonly isCut = computed(() => {
    const last = this.rest().at(-1) ?? this.first.data();
    return !this.more.isBusy() && typeof last?.next === 'string';
  });

  constructor(
    private readonly organiserId: () => string,
    private readonly eventId: () => string,
    private readonly search: () => string,
  ) {
    effect(() => {
      const first = this.first.data();
      untracked(() => void this.readRest(first));
    });
  }

  reload(): void {
    this.first.reload();
  }

  private async readRest(first: GuestListDto | undefined): Promise<void> {
    this.rest.set([]);
    const address = this.address();
    await this.more.run(async () => {
      let next = first?.next ?? null;
      for (let read = PAGE_SIZE; next !== null && read < SHOWN_MAX; read += PAGE_SIZE) {
        const answer = await firstValueFrom(
          this.http.get<Envelope<GuestListDto>>(`${address}&after=${next}`),
        );
        // Another list is asked for meanwhile.
        if (this.first.data() !== first) return;
        this.rest.update((pages) => [...pages, answer.data]);
        next = answer.data.next;
      }
    });
  }

  private address(): string {
    const search = this.search();
    const params = new URLSearchParams({ limit: String(PAGE_SIZE), ...(search && { search }) });
    return `${apiUrl('organisers', this.organiserId(), 'events', this.eventId(), 'guests')}?${params.toString()}`;
  }
}

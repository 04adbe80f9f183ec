import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Notice } from '../../design/notice';
import { PageState } from '../../design/page-state';
import { ShowMore } from '../../design/show-more';
import { EventCard } from './event-card';
import { filterParams, readEventFilters, type EventFilters } from './event-filters';
import { EventList } from './event-list';
import { FilterBar } from './filter-bar';

/** What is on. The search stays in the address, so it survives a reload and can be shared. */
@Component({
  selector: 'box-events-page',
  imports: [EventCard, FilterBar, MatButton, Notice, PageState, RouterLink, ShowMore],
  templateUrl: './events-page.html',
  styleUrl: './events-page.scss',
})
export class EventsPage {
  /** From the address. */
  readonly q = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly place = input<string>();
  readonly price = input<string>();
  readonly organiser = input<string>();

  private readonly router = inject(Router);

  protected readonly filters = computed(() =>
    readEventFilters({
      q: this.q(),
      from: this.from(),
      to: this.to(),
      place: this.place(),
      price: this.price(),
      organiser: this.organiser(),
    }),
  );
  protected readonly list = new EventList(this.filters);
  protected readonly isNarrowed = computed(
    () => Object.keys(filterParams(this.filters())).length > 0,
  );
  /** Where there is nothing at all, there is nothing to search. */
  protected readonly isSearchable = computed(
    () => this.isNarrowed() || this.list.shown()?.length !== 0,
  );
  /** Every currency that was seen here: a search that finds nothing must not take the prices away. */
  protected readonly currencies = linkedSignal<string[], string[]>({
    source: () => (this.list.shown() ?? []).map(({ currency }) => currency),
    computation: (now, before) => [...new Set([...(before?.value ?? []), ...now])].sort(),
  });
  protected readonly organiserName = computed(
    () =>
      this.list.shown()?.find(({ organiser }) => organiser.id === this.filters().organiser)
        ?.organiser.name,
  );

  constructor() {
    const announcer = inject(LiveAnnouncer);
    effect(() => {
      if (this.isNarrowed() && this.list.shown()?.length === 0) {
        void announcer.announce($localize`No events match`);
      }
    });
  }

  protected narrow(change: Partial<EventFilters>): void {
    const filters = readEventFilters({ ...this.filters(), ...change });
    const isSame = JSON.stringify(filters) === JSON.stringify(this.filters());
    if (isSame) return;
    // Somebody who goes back wants the list of before, not each letter of what they typed.
    const isTyping =
      (change.q !== undefined && this.filters().q !== '' && filters.q !== '') ||
      (change.place !== undefined && this.filters().place !== '' && filters.place !== '');
    void this.router.navigate([], { queryParams: filterParams(filters), replaceUrl: isTyping });
  }

  protected clear(): void {
    void this.router.navigate([], { queryParams: {} });
  }
}

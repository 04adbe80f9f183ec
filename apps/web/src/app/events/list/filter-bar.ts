import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { formatMoney } from '../../design/formats';
import { Icon } from '../../design/icon';
import {
  daysOf,
  filterParams,
  periodOf,
  type EventFilters,
  type FilterName,
  type Period,
} from './event-filters';

/** How long after a key the search begins, in milliseconds: not with every letter of a fast typist. */
const TYPING_PAUSE_MS = 300;

/** Prices that are offered, in whole units of two digits. */
const PRICES_MINOR = [1_000, 2_500, 5_000, 10_000];

/** What the events are narrowed by. It says what is wanted; the page keeps it in its address. */
@Component({
  selector: 'box-filter-bar',
  imports: [Icon, MatButton],
  templateUrl: './filter-bar.html',
  styleUrls: ['./filter-bar.scss'],
})
export class FilterBar {
  readonly filters = input.required<EventFilters>();
  /** In which prices are, as far as is known. */
  readonly currencies = input.required<readonly string[]>();
  /** What the chosen organiser is called, if known. */
  readonly organiserName = input<string>();
  readonly narrow = output<Partial<EventFilters>>();
  readonly clear = output();

  protected readonly anOrganiser = $localize`One organiser`;
  private typing?: ReturnType<typeof setTimeout>;
  /** Typed in either field, and not searched for yet. */
  private typed: Partial<EventFilters> = {};

  /** Somebody may choose days before there are any. */
  protected readonly period = linkedSignal<Period>(() => periodOf(this.filters(), new Date()));
  protected readonly isNarrowed = computed(
    () => Object.keys(filterParams(this.filters())).length > 0,
  );
  protected readonly prices = computed(() => {
    const { price } = this.filters();
    const chosen = price.includes('-') ? [price] : [];
    const offered = this.currencies().flatMap((currency) =>
      PRICES_MINOR.map((minor) => `${minor}-${currency}`),
    );
    return [...new Set([...offered, ...chosen])].map((value) => ({ value, words: upTo(value) }));
  });

  protected type(name: 'q' | 'place', value: string): void {
    clearTimeout(this.typing);
    this.typed = { ...this.typed, [name]: value.trim() };
    this.typing = setTimeout(() => this.search({}), TYPING_PAUSE_MS);
  }

  protected set(name: FilterName, value: string): void {
    this.search({ [name]: value.trim() });
  }

  /** With what was typed a moment ago. */
  private search(change: Partial<EventFilters>): void {
    clearTimeout(this.typing);
    this.narrow.emit({ ...this.typed, ...change });
    this.typed = {};
  }

  protected clearAll(): void {
    clearTimeout(this.typing);
    this.typed = {};
    this.clear.emit();
  }

  protected choosePeriod(period: string): void {
    if (period === 'chosen') {
      this.period.set('chosen');
    } else if (
      period === 'today' ||
      period === 'weekend' ||
      period === 'week' ||
      period === 'month'
    ) {
      this.search(daysOf(period, new Date()));
    } else {
      this.period.set('any');
      this.search({ from: '', to: '' });
    }
  }
}

function upTo(price: string): string {
  const [minor = '', currency = ''] = price.split('-');
  return $localize`Up to ${formatMoney(Number(minor), currency)}:price:`;
}

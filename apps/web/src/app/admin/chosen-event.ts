import { computed, type Signal } from '@angular/core';
import {
  type EVENT_LISTING_PAGE_MAX,
  type EventListingDto,
  type EventSummaryDto,
} from '@boxoffice/contracts';
import { API } from '../api/api-url';
import { readApi, type Reading } from '../api/read';

/** The next events, as many as one page has; its type is the contract's constant, so the two cannot part. */
const OFFERED_MAX: typeof EVENT_LISTING_PAGE_MAX = 100;

export interface ChosenEvent {
  readonly events: Reading<EventListingDto>;
  /** Those of the events that suit the page. */
  readonly suitable: Signal<EventSummaryDto[]>;
  readonly event: Signal<EventSummaryDto | undefined>;
}

/**
 * The event that the address names (`?event=…`), or the first one.
 *
 * @param suits whether the page can do anything with an event
 */
export function chooseEvent(
  wanted: Signal<string | undefined>,
  suits: (event: EventSummaryDto) => boolean = () => true,
): ChosenEvent {
  const events = readApi<EventListingDto>(() => `${API}/events?limit=${OFFERED_MAX}`);
  const suitable = computed(() => (events.data()?.events ?? []).filter(suits));
  const event = computed(() => suitable().find((one) => one.id === wanted()) ?? suitable()[0]);
  return { events, suitable, event };
}

import { computed, type Signal } from '@angular/core';
import type { EventDto } from '@boxoffice/contracts';
import { API } from '../api/api-url';
import { readApi, type Reading } from '../api/read';

export interface ChosenEvent {
  readonly events: Reading<EventDto[]>;
  /** Those of the events that suit the page. */
  readonly suitable: Signal<EventDto[]>;
  readonly event: Signal<EventDto | undefined>;
}

/**
 * The event that the address names (`?event=…`), or the first one.
 *
 * @param suits whether the page can do anything with an event
 */
export function chooseEvent(
  wanted: Signal<string | undefined>,
  suits: (event: EventDto) => boolean = () => true,
): ChosenEvent {
  const events = readApi<EventDto[]>(() => `${API}/events`);
  const suitable = computed(() => (events.data() ?? []).filter(suits));
  const event = computed(() => suitable().find((one) => one.id === wanted()) ?? suitable()[0]);
  return { events, suitable, event };
}

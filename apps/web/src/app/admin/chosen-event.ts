import { computed, type Signal } from '@angular/core';
import type { EventDto } from '@boxoffice/contracts';
import { API } from '../api/api-url';
import { readApi, type Reading } from '../api/read';

export interface ChosenEvent {
  readonly events: Reading<EventDto[]>;
  readonly event: Signal<EventDto | undefined>;
}

/** The event that the address names (`?event=…`), or the first one. */
export function chooseEvent(wanted: Signal<string | undefined>): ChosenEvent {
  const events = readApi<EventDto[]>(() => `${API}/events`);
  const event = computed(() => {
    const all = events.data() ?? [];
    return all.find((one) => one.id === wanted()) ?? all[0];
  });
  return { events, event };
}

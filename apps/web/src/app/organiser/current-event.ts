import { computed, inject, Injectable } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, NavigationEnd, Router } from '@angular/router';
import type { OrganiserEventDto, OrganiserRole } from '@boxoffice/contracts';
import { filter, map, startWith } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';
import { CurrentOrganiser } from './current-organiser';

/** The page inside the organisation's frame, for the frame: which event it is about, if any, and whom it is for. */
@Injectable()
export class CurrentEvent {
  private readonly organiser = inject(CurrentOrganiser);
  private readonly route = inject(ActivatedRoute);
  private readonly page = toSignal(
    inject(Router).events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(undefined),
      map(() => this.route.firstChild?.snapshot),
    ),
  );

  readonly id = computed(() => this.page()?.paramMap.get('eventId') ?? undefined);
  /** The lowest role that it is for, as the routes say. */
  readonly needs = computed(
    () => (this.page()?.data as { needs?: OrganiserRole } | undefined)?.needs ?? 'door',
  );
  /** Whether it is the event's first page, from which the others are chosen. */
  readonly isOverview = computed(() => this.page()?.routeConfig?.path === 'events/:eventId');
  readonly event = readOwn<OrganiserEventDto>(() => {
    const id = this.id();
    return id && apiUrl('organisers', this.organiser.id(), 'events', id);
  });
}

import { computed, inject, Injectable } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, NavigationEnd, Router } from '@angular/router';
import type { OrganiserEventDto } from '@boxoffice/contracts';
import { filter, map, startWith } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';
import { CurrentOrganiser } from './current-organiser';

/** The event that a page inside the organisation's frame is about, for the frame: none on other pages. */
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
  /** Whether it is the event's first page, from which the others are chosen. */
  readonly isOverview = computed(() => this.page()?.routeConfig?.path === 'events/:eventId');
  readonly event = readOwn<OrganiserEventDto>(() => {
    const id = this.id();
    return id && apiUrl('organisers', this.organiser.id(), 'events', id);
  });
}

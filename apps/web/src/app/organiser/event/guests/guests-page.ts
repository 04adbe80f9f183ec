import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { GuestListEntryDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { FailureNotice } from '../../../design/failure-notice';
import { formatEventMoment, plural } from '../../../design/formats';
import { Icon } from '../../../design/icon';
import { PageState } from '../../../design/page-state';
import { buyerName } from '../../buyer-name';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { missingOf } from '../../unread-words';
import { StateBadge } from '../../state-badge';
import { OrganiserEvent } from '../organiser-event';
import { GuestPages } from './guest-pages';

/** How long typing has to rest before the list follows it. */
const TYPING_RESTS_MS = 250;

/** Who comes, by last name: searched on a phone at the door, or printed and ticked off. */
@Component({
  selector: 'box-guests-page',
  imports: [FailureNotice, Icon, MatButton, PageState, StateBadge, UnreadPage],
  templateUrl: './guests-page.html',
  styleUrls: ['../../../admin/filters.scss', './guests-page.scss'],
})
export class GuestsPage {
  readonly eventId = input.required<string>();
  /** From the address. */
  readonly search = input<string>();

  private readonly router = inject(Router);
  private typing: ReturnType<typeof setTimeout> | undefined;

  protected readonly current = inject(CurrentOrganiser);
  protected readonly event = new OrganiserEvent(this.current.id, () => this.eventId()).event.data;
  protected readonly searched = computed(() => (this.search() ?? '').trim().slice(0, 100));
  /** A single letter is the beginning of half of the list, which then stays as it is. */
  protected readonly isTooShort = computed(() => /^[a-z]$/iu.test(this.searched()));
  protected readonly list = new GuestPages(
    this.current.id,
    () => this.eventId(),
    () => (this.isTooShort() ? '' : this.searched()),
  );
  protected readonly isMissing = computed(
    () => missingOf(this.list.failure(), 'guests') !== undefined,
  );
  protected readonly when = computed(() => {
    const event = this.event();
    return event ? formatEventMoment(event.startsAt, event.timeZone) : '';
  });
  protected readonly soldText = computed(() =>
    plural(this.list.sold(), {
      one: $localize`1 ticket sold`,
      other: $localize`${this.list.sold()}:count: tickets sold`,
    }),
  );
  protected readonly buyerName = buyerName;
  protected readonly number = formatReference;

  protected what({ tickets }: GuestListEntryDto): string {
    return tickets
      .map(({ quantity, tier, ticketType }) =>
        [`${quantity} × ${tier}`, ticketType].filter((part) => part !== null).join(' · '),
      )
      .join(', ');
  }

  /** Whether more is known of who comes than the buyer's name. */
  protected isNamed({ name, attendees }: GuestListEntryDto): boolean {
    return attendees.length > 1 || attendees.some((attendee) => attendee.name !== name);
  }

  /** Tickets that are ticked off beside the buyer's name. */
  protected unnamed(guest: GuestListEntryDto): string[] {
    if (!this.isNamed(guest)) return guest.ticketIds;
    const named = new Set(guest.attendees.map(({ ticketId }) => ticketId));
    return guest.ticketIds.filter((id) => !named.has(id));
  }

  protected type(search: string): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.narrow(search), TYPING_RESTS_MS);
  }

  protected narrow(said: string): void {
    clearTimeout(this.typing);
    const search = said.trim();
    void this.router.navigate([], { queryParams: search ? { search } : {}, replaceUrl: true });
  }

  protected print(): void {
    window.print();
  }
}

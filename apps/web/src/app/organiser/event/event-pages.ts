import type { OrganiserEventDto, OrganiserRole } from '@boxoffice/contracts';

/** A page of an event in the workspace. */
export interface EventPage {
  /** Below the event's address; empty: the event itself. */
  path: string;
  name: string;
}

/** Pages that belong together. */
export interface EventPages {
  name: string;
  pages: EventPage[];
}

/**
 * The pages of an event that somebody may open: first what is looked at every day of a sale, then what is set up
 * before it.
 *
 * @param may whether they may do here what a role may
 */
export function eventPages(
  { state }: Pick<OrganiserEventDto, 'state'>,
  may: (role: OrganiserRole) => boolean,
): EventPages[] {
  const isDraft = state === 'draft';
  const isOpen = state !== 'cancelled' && state !== 'ended';
  const offered = (...pages: [isOffered: boolean, path: string, name: string][]): EventPage[] =>
    pages.filter(([isOffered]) => isOffered).map(([, path, name]) => ({ path, name }));
  return [
    {
      name: $localize`Sale`,
      pages: offered(
        [true, '', $localize`Overview`],
        [may('box_office'), 'dashboard', $localize`Dashboard`],
        [may('box_office') && !isDraft, 'bookings', $localize`Bookings`],
        [may('box_office') && !isDraft && isOpen, 'waitlist', $localize`Waitlist`],
        [!isDraft, 'guests', $localize`Guest list`],
        [!isDraft, 'admission', $localize`Admission`],
        [may('manager') && !isDraft, 'messages', $localize`Messages`],
        [may('box_office') && !isDraft && isOpen, 'counter', $localize`Counter`],
      ),
    },
    {
      name: $localize`Set-up`,
      pages: offered(
        [may('manager') && isOpen, 'edit', $localize`Edit details`],
        [may('manager') && isOpen, 'tiers', $localize`Tiers and prices`],
        [may('manager') && isOpen, 'allotments', $localize`Allotments`],
        [may('manager') && isOpen, 'fees', $localize`Fees and tax`],
        [may('manager'), 'codes', $localize`Codes`],
        [may('box_office'), 'questions', $localize`Attendees and questions`],
        [may('manager') && isDraft, 'preview', $localize`Preview`],
      ),
    },
  ].filter(({ pages }) => pages.length > 0);
}

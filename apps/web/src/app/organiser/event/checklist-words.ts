import type { ChecklistItemName } from '@boxoffice/contracts';

/** What an item is about: a page of the event, and the field on it. */
export interface Remedy {
  /** Below the event's address, payments apart, which are the organisation's; empty: the event itself. */
  page: '' | 'edit' | 'tiers' | 'payments';
  field?: string;
}

const REMEDIES: Record<ChecklistItemName, Remedy> = {
  starts_in_future: { page: 'edit', field: 'startsAt' },
  sale_not_over: { page: 'edit', field: 'saleEndsAt' },
  has_tiers: { page: 'tiers' },
  has_tickets: { page: '', field: 'tickets' },
  takes_payments: { page: 'payments' },
  has_description: { page: 'edit', field: 'description' },
  has_venue: { page: 'edit', field: 'venue' },
  has_address: { page: 'edit', field: 'address' },
};

const WORDS: Record<ChecklistItemName, () => string> = {
  starts_in_future: () => $localize`A start in the future`,
  sale_not_over: () => $localize`A sale end in the future`,
  has_tiers: () => $localize`At least one tier with a price`,
  has_tickets: () => $localize`Tickets to sell`,
  takes_payments: () => $localize`A payment method`,
  has_description: () => $localize`A description`,
  has_venue: () => $localize`A venue`,
  has_address: () => $localize`An address, so people can find it`,
};

/** What an event needs, in the page's own language. */
export function checklistWords(item: ChecklistItemName): string {
  return WORDS[item]();
}

/** Where somebody does what an item asks for. */
export function remedyOf(item: ChecklistItemName): Remedy {
  return REMEDIES[item];
}

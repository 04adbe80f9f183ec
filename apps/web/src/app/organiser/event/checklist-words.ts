import type { ChecklistItemName } from '@boxoffice/contracts';

const WORDS: Record<ChecklistItemName, () => string> = {
  starts_in_future: () => $localize`A start in the future`,
  sale_not_over: () => $localize`A sale end in the future`,
  has_tiers: () => $localize`At least one tier with a price`,
  has_tickets: () => $localize`Tickets to sell`,
  has_description: () => $localize`A description`,
  has_venue: () => $localize`A venue`,
  has_address: () => $localize`An address, so people can find it`,
};

/** What an event needs, in the page's own language. */
export function checklistWords(item: ChecklistItemName): string {
  return WORDS[item]();
}

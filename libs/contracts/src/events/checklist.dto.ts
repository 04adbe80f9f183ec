/** What an event needs before it can be published, and what would be good to have. */
export const CHECKLIST_ITEMS = [
  'starts_in_future',
  'sale_not_over',
  'has_tiers',
  'has_tickets',
  'takes_payments',
  'has_description',
  'has_venue',
  'has_address',
] as const;

export type ChecklistItemName = (typeof CHECKLIST_ITEMS)[number];

/** One thing to do before an event is published. */
export class ChecklistItemDto {
  /**
   * What it is about.
   * @example "has_tickets"
   */
  item: ChecklistItemName;

  /** Whether it is done. */
  done: boolean;

  /** Whether the event can't be published without it. */
  required: boolean;

  /**
   * What to do, in words.
   * @example "Add tickets: give a tier a capacity above 0."
   */
  advice: string;
}

/** What is left to do until an event can be published. */
export class ChecklistDto {
  /** Whether everything that is required is done. */
  ready: boolean;

  /** Everything, in the order in which it is best done. */
  items: ChecklistItemDto[];
}

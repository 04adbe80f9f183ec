import type { Reason } from './judge-ticket';

/** The one word that is read from a distance, and what it means. */
const WORDS: Record<Reason, () => { word: string; text: string }> = {
  good: () => ({ word: $localize`Let in`, text: '' }),
  disputed: () => ({
    word: $localize`Check`,
    text: $localize`The payment is disputed. The ticket has been let in; ask a manager if unsure.`,
  }),
  gone_out: () => ({ word: $localize`Out`, text: '' }),
  already_in: () => ({ word: $localize`Already in`, text: '' }),
  not_in: () => ({ word: $localize`Not in`, text: $localize`Nobody came in with this ticket.` }),
  not_on_list: () => ({
    word: $localize`Refuse`,
    text: $localize`This ticket isn’t on the list: it was replaced, passed on or refunded.`,
  }),
  unknown: () => ({ word: $localize`Refuse`, text: $localize`This isn’t a ticket.` }),
  other_event: () => ({
    word: $localize`Refuse`,
    text: $localize`This ticket is for another event.`,
  }),
  altered: () => ({
    word: $localize`Refuse`,
    text: $localize`This code is forged or damaged.`,
  }),
  expired: () => ({ word: $localize`Refuse`, text: $localize`This code has expired.` }),
  old_picture: () => ({
    word: $localize`Refuse`,
    text: $localize`This is an old picture of the code. Ask for the ticket itself.`,
  }),
};

export function verdictWords(reason: Reason): { word: string; text: string } {
  return WORDS[reason]();
}

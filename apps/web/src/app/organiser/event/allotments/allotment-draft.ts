import type { SchemaPathTree } from '@angular/forms/signals';
import type { AllotmentPurpose, CreateAllotmentDto } from '@boxoffice/contracts';
import { EVENT_TICKETS_MAX } from '@boxoffice/contracts/event-limits';
import { asksFor, isLine } from '../../../form/rules';
import { isCount, TIER_NAME_LENGTH } from '../../create/event-rules';
import { isToCome } from '../../to-come';

/** Tickets to be set aside, as they are typed. */
export interface AllotmentDraft {
  tierId: string;
  name: string;
  purpose: string;
  quantity: string;
  /** As the clock at the venue shows it; empty: by hand alone. */
  releasesAt: string;
}

/** What tickets are set aside for. */
export const PURPOSES: Record<AllotmentPurpose, () => string> = {
  press: () => $localize`Press`,
  sponsors: () => $localize`Sponsors`,
  box_office: () => $localize`Box office`,
  accessible: () => $localize`Accessible places`,
  other: () => $localize`Something else`,
};

export function purposeName(purpose: AllotmentPurpose): string {
  return PURPOSES[purpose]();
}

export function purposeChoices(): { value: string; words: string }[] {
  return Object.entries(PURPOSES).map(([value, words]) => ({ value, words: words() }));
}

export function newAllotment(tierId: string): AllotmentDraft {
  return { tierId, name: '', purpose: 'press', quantity: '', releasesAt: '' };
}

export function isAllotment(
  path: SchemaPathTree<AllotmentDraft>,
  timeZone: () => string | undefined,
): void {
  asksFor(path.name, $localize`Enter a name`);
  isLine(path.name, TIER_NAME_LENGTH);
  isToCome(path.releasesAt, timeZone);
  isCount(path.quantity, 1, EVENT_TICKETS_MAX);
}

export function createAllotmentDto(draft: AllotmentDraft): CreateAllotmentDto {
  const { tierId, name, purpose, quantity, releasesAt } = draft;
  return {
    tierId,
    name,
    purpose: purpose as AllotmentPurpose,
    quantity: Number(quantity),
    ...(releasesAt && { releasesAt }),
  };
}

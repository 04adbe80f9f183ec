import type { EventState } from '@boxoffice/contracts';

const NAMES: Record<EventState, () => string> = {
  draft: () => $localize`Draft`,
  published: () => $localize`Published`,
  paused: () => $localize`Paused`,
  cancelled: () => $localize`Cancelled`,
  ended: () => $localize`Ended`,
};

export function eventStateName(state: EventState): string {
  return NAMES[state]();
}

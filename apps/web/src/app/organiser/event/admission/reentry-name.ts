import type { ReentryRule } from '@boxoffice/contracts/merge-scans';

const NAMES: Record<ReentryRule, () => string> = {
  none: () => $localize`Each ticket once`,
  after_exit: () => $localize`Again after they were scanned out`,
  free: () => $localize`As often as they like`,
};

/** What a rule says of those who come in with the same ticket again. */
export function reentryName(rule: ReentryRule): string {
  return NAMES[rule]();
}

import type { InvoiceKind } from '@boxoffice/contracts';

const KINDS: Record<InvoiceKind, () => string> = {
  invoice: () => $localize`Invoice`,
  credit_note: () => $localize`Credit note`,
};

/** What a paper is called. */
export function paperKindName(kind: InvoiceKind): string {
  return KINDS[kind]();
}

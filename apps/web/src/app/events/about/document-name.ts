import type { LegalDocument } from '@boxoffice/contracts';

/** What a legal text is called. */
export function documentName(document: LegalDocument): string {
  switch (document) {
    case 'imprint':
      return $localize`Imprint`;
    case 'terms':
      return $localize`Terms`;
    case 'privacy':
      return $localize`Privacy`;
    case 'refund_policy':
      return $localize`Refund policy`;
  }
}

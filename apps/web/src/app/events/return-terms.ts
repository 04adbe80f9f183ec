import type { BuyerRefundTermsDto } from '@boxoffice/contracts';
import { formatEventMoment } from '../design/formats';

/** Until when buyers can return tickets themselves, in words; empty where they can't, or not any more. */
export function returnTermsText(
  terms: BuyerRefundTermsDto | null | undefined,
  timeZone: string,
): string {
  if (!terms || Date.parse(terms.until) <= Date.now()) return '';
  const until = formatEventMoment(terms.until, timeZone);
  return terms.fees === 'with_fees'
    ? $localize`You can return tickets until ${until}:moment:.`
    : $localize`You can return tickets until ${until}:moment:. Fees aren’t refunded.`;
}

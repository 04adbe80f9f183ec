import type { AllotmentDto, CodeDto, OrganiserEventDto } from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';
import {
  formatEventMoment,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../../../design/formats';

/** What the words about codes need to know of their event. */
export interface CodesEvent extends Pick<OrganiserEventDto, 'tiers' | 'currency' | 'timeZone'> {
  allotments: readonly AllotmentDto[];
}

/** What a code does: “10% off Nave”, “Opens Choir stalls”. */
export function effectOf(code: CodeDto, event: CodesEvent): string {
  const target = targetOf(code, event);
  if (code.kind === 'access') return $localize`Unlocks ${target}:tickets:`;
  const off =
    code.discountBasisPoints === null
      ? formatMoney(code.discountMinor ?? 0, event.currency)
      : formatPercent(code.discountBasisPoints);
  return target === ''
    ? $localize`${off}:discount: off all tickets`
    : $localize`${off}:discount: off ${target}:tickets:`;
}

/** When a code works; empty: always. */
export function windowOf({ validFrom, validUntil }: CodeDto, { timeZone }: CodesEvent): string {
  const from = validFrom && formatEventMoment(validFrom, timeZone);
  const until = validUntil && formatEventMoment(validUntil, timeZone);
  if (from && until) return $localize`${from}:beginning: to ${until}:end:`;
  if (from) return $localize`From ${from}:beginning:`;
  return until ? $localize`Until ${until}:end:` : '';
}

/** How often a code is used, and how often it may be. */
export function usesOf({ uses, maxUses }: CodeDto): string {
  return maxUses === null
    ? formatNumber(uses)
    : $localize`${formatNumber(uses)}:uses: of ${formatNumber(maxUses)}:most:`;
}

function targetOf({ tierId, ticketTypeId, allotmentId }: CodeDto, event: CodesEvent): string {
  const names = event.tiers.flatMap(({ id, name: tier, ticketTypes }) => [
    ...(id === tierId ? [tier] : []),
    ...ticketTypes
      .filter((type) => type.id === ticketTypeId)
      .map((type) => ticketName({ tier, ticketType: type.name })),
  ]);
  const allotments = event.allotments.filter(({ id }) => id === allotmentId);
  return [...names, ...allotments.map(({ name }) => name)].join(', ');
}

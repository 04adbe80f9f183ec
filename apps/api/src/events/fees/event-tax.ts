import type { EventTaxDto } from '@boxoffice/contracts';
import type { Tax } from '@boxoffice/contracts/pricing';
import type { EventEntity } from '../event.entity.js';

/** The columns of an event's tax. */
export type TaxColumns = Pick<EventEntity, 'taxName' | 'taxBasisPoints' | 'taxIncluded'>;

/** The tax of an event; null: none is shown. */
export function taxOf({ taxName, taxBasisPoints, taxIncluded }: TaxColumns): Tax | null {
  return taxName === null || taxBasisPoints === null || taxIncluded === null
    ? null
    : { name: taxName, basisPoints: taxBasisPoints, included: taxIncluded };
}

/** The columns of a tax. */
export function taxColumns(tax: EventTaxDto | null): TaxColumns {
  return {
    taxName: tax?.name ?? null,
    taxBasisPoints: tax?.basisPoints ?? null,
    taxIncluded: tax?.included ?? null,
  };
}

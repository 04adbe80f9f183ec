import { applyEach, applyWhen, validate, type SchemaPathTree } from '@angular/forms/signals';
import type { EventFeeFieldsDto, OrganiserEventDto } from '@boxoffice/contracts';
import type { FeeScope } from '@boxoffice/contracts/pricing';
import { asksFor } from '../../../form/rules';
import { percentFault, percentText, readPercent } from '../../percent-text';
import { amountFault, priceText, readPrice } from '../../price-text';

/** A fee as it is typed. */
export interface FeeDraft {
  name: string;
  amount: string;
  /** `money` or `percent`. */
  unit: string;
  per: string;
  onFreeTickets: boolean;
}

/** What an event's buyers pay on top of its prices, as it is typed. */
export interface FeesDraft {
  fees: FeeDraft[];
  /** `none`, `included` in the prices, or `added` to them. */
  tax: string;
  taxName: string;
  taxPercent: string;
}

export const NO_FEES: FeesDraft = { fees: [], tax: 'none', taxName: '', taxPercent: '' };

export const newFee = (): FeeDraft => ({
  name: '',
  amount: '',
  unit: 'money',
  per: 'ticket',
  onFreeTickets: false,
});

type Terms = Pick<OrganiserEventDto, 'fees' | 'tax' | 'currency'>;

export function feesDraft({ fees, tax, currency }: Terms): FeesDraft {
  return {
    fees: fees.map(({ name, amountMinor, basisPoints, per, onFreeTickets }) => ({
      name,
      amount:
        amountMinor === null ? percentText(basisPoints ?? 0) : priceText(amountMinor, currency),
      unit: amountMinor === null ? 'percent' : 'money',
      per,
      onFreeTickets,
    })),
    tax: tax === null ? 'none' : tax.included ? 'included' : 'added',
    taxName: tax?.name ?? '',
    taxPercent: tax ? percentText(tax.basisPoints) : '',
  };
}

/** What can be said of fees and tax without the server. */
export function isFees(path: SchemaPathTree<FeesDraft>, currency: () => string): void {
  applyEach(path.fees, (fee) => {
    asksFor(fee.name, $localize`Enter a name`);
    validate(fee.name, ({ value, valueOf }) => {
      const name = value().trim();
      const alike = valueOf(path.fees).filter((other) => other.name.trim() === name);
      return name === '' || alike.length < 2
        ? null
        : { kind: 'twice', message: $localize`Another one has this name` };
    });
    validate(fee.amount, ({ value, valueOf }) => {
      const message =
        valueOf(fee.unit) === 'percent' ? percentFault(value()) : amountFault(value(), currency());
      return message === undefined ? null : { kind: 'amount', message };
    });
  });
  applyWhen(
    path,
    ({ value }) => value().tax !== 'none',
    ({ taxName, taxPercent }) => {
      asksFor(taxName, $localize`Enter a name`);
      validate(taxPercent, ({ value }) => {
        const message = percentFault(value());
        return message === undefined ? null : { kind: 'percent', message };
      });
    },
  );
}

/** The fees and the tax of an event, as a change of it. */
export function feesDto({ fees, tax, taxName, taxPercent }: FeesDraft, currency: string) {
  return {
    fees: fees.map((fee) => feeDto(fee, currency)),
    tax:
      tax === 'none'
        ? null
        : {
            name: taxName.trim(),
            basisPoints: readPercent(taxPercent),
            included: tax === 'included',
          },
  };
}

function feeDto({ amount, unit, ...fee }: FeeDraft, currency: string): EventFeeFieldsDto {
  const isPercent = unit === 'percent';
  return {
    name: fee.name.trim(),
    amountMinor: isPercent ? null : readPrice(amount, currency),
    basisPoints: isPercent ? readPercent(amount) : null,
    per: fee.per as FeeScope,
    onFreeTickets: fee.onFreeTickets,
  };
}

/** The same as prices are worked out with. */
export function termsOf(draft: FeesDraft, currency: string) {
  const { fees, tax } = feesDto(draft, currency);
  return {
    fees: fees.map(({ amountMinor = null, basisPoints = null, onFreeTickets = false, ...fee }) => ({
      ...fee,
      amountMinor,
      basisPoints,
      onFreeTickets,
    })),
    tax,
  };
}

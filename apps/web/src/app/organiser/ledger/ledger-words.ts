import type {
  LedgerAccountKind,
  LedgerBalanceDto,
  LedgerEntryDto,
  LedgerTransferKind,
} from '@boxoffice/contracts';

/** Accounts that say where money is; the others say whose it is, and stand below zero in the ledger. */
const ARE_WHERE: ReadonlySet<LedgerAccountKind> = new Set(['clearing', 'cash', 'disputes']);

/** An amount in an account, as people read it: more is more, also of what is owed. */
export interface ReadAmount {
  name: string;
  amountMinor: number;
}

export function readAmount({ account, provider, amountMinor }: LedgerEntryDto): ReadAmount {
  return {
    name: accountName(account, provider),
    amountMinor: ARE_WHERE.has(account) ? amountMinor : 0 - amountMinor,
  };
}

/** The balances of a currency: where its money is, and whose it is. Both sides come to the same sum. */
export interface Sides {
  currency: string;
  where: ReadAmount[];
  whose: ReadAmount[];
  sumMinor: number;
}

export function sidesOf(balances: readonly LedgerBalanceDto[]): Sides[] {
  return [...Map.groupBy(balances, ({ currency }) => currency)].map(([currency, own]) => {
    const where = own.filter(({ account }) => ARE_WHERE.has(account)).map(readAmount);
    const whose = own.filter(({ account }) => !ARE_WHERE.has(account)).map(readAmount);
    const sumMinor = where.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    return { currency, where, whose, sumMinor };
  });
}

function accountName(account: LedgerAccountKind, provider: string | null): string {
  const names: Record<LedgerAccountKind, () => string> = {
    clearing: () => providerName(provider ?? ''),
    cash: () => $localize`At the counter`,
    disputes: () => $localize`In dispute, with buyers’ banks`,
    payable: () => $localize`Due to you`,
    fees: () => $localize`Fees`,
    taxes: () => $localize`Taxes`,
    refunds: () => $localize`Refunds under way`,
  };
  return names[account]();
}

function providerName(provider: string): string {
  switch (provider) {
    case 'stripe':
      return 'Stripe';
    case 'paypal':
      return 'PayPal';
    case 'offline':
      return $localize`Bank transfer`;
    case 'simulated':
    case 'simulation':
      return $localize`Simulated`;
    default:
      return provider;
  }
}

export function transferName(kind: LedgerTransferKind): string {
  return NAMES[kind]();
}

const NAMES: Record<LedgerTransferKind, () => string> = {
  capture: () => $localize`Payment`,
  refund_begun: () => $localize`Refund begun`,
  refund_done: () => $localize`Refund sent`,
  refund_failed: () => $localize`Refund failed`,
  dispute_opened: () => $localize`Payment disputed`,
  dispute_raised: () => $localize`Disputed amount increased`,
  dispute_won: () => $localize`Dispute won`,
  dispute_lost: () => $localize`Dispute lost`,
  reversal: () => $localize`Reversal`,
};

/** The kinds that the ledger can be narrowed to. */
export const TRANSFER_KINDS = Object.keys(NAMES) as readonly LedgerTransferKind[];

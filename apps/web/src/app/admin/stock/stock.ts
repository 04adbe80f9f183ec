import type { TierAvailabilityDto } from '@boxoffice/contracts';

/** A tier's tickets by status, with what they came to. */
export interface StockRow {
  name: string;
  priceMinor: number;
  available: number;
  held: number;
  booked: number;
  all: number;
  takingsMinor: number;
}

export type StockTotals = Omit<StockRow, 'name' | 'priceMinor'>;

export function stockRows(tiers: readonly TierAvailabilityDto[]): StockRow[] {
  return tiers.map(({ name, priceMinor, available, held, booked }) => ({
    name,
    priceMinor,
    available,
    held,
    booked,
    all: available + held + booked,
    takingsMinor: booked * priceMinor,
  }));
}

export function stockTotals(rows: readonly StockRow[]): StockTotals {
  const sum = (pick: (row: StockRow) => number): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  return {
    available: sum((row) => row.available),
    held: sum((row) => row.held),
    booked: sum((row) => row.booked),
    all: sum((row) => row.all),
    takingsMinor: sum((row) => row.takingsMinor),
  };
}

import type { DatabaseWindow } from '../setup/database-window.ts';
import { until } from '../setup/until.ts';
import { overdueHolds, violatedInvariants } from './invariants.ts';

/** Expects that nothing is as it must never be, and that every hold that is over is ended. */
export async function expectInvariants(sql: DatabaseWindow): Promise<void> {
  expect(await violatedInvariants(sql)).toEqual([]);
  const overdue = await overdueHolds(sql);
  if (overdue.length === 0) return;
  await until(`the sweep has ended the holds of bookings ${overdue.join(', ')}`, async () => {
    const still = await overdueHolds(sql);
    return !overdue.some((id) => still.includes(id));
  });
  expect(await violatedInvariants(sql)).toEqual([]);
}

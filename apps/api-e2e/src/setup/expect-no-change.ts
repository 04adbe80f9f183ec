import type { DatabaseWindow } from './database-window.ts';
import { now, rowsWrittenAfter, versionsOfEveryRow } from './every-row.ts';

/** Expects that what is done changes no ticket, booking, payment, user, organisation or event. */
export async function expectNoChange<T>(sql: DatabaseWindow, act: () => Promise<T>): Promise<T> {
  const before = await versionsOfEveryRow(sql);
  const moment = await now(sql);
  const result = await act();
  const after = await versionsOfEveryRow(sql);
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    // Which says more than that something differs; of rows that are gone, only the count tells.
    expect(await rowsWrittenAfter(sql, moment)).toEqual([]);
  }
  expect(after).toEqual(before);
  return result;
}

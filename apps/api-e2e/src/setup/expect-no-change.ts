import type { DatabaseWindow } from './database-window.ts';
import { everyRow } from './stock.ts';

/** Expects that what is done changes no ticket, booking, payment or user. */
export async function expectNoChange<T>(sql: DatabaseWindow, act: () => Promise<T>): Promise<T> {
  const before = await everyRow(sql);
  const result = await act();
  expect(await everyRow(sql)).toEqual(before);
  return result;
}

import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';

/**
 * How far this machine's clock and the database's may be apart, in milliseconds. Holds end by the database's
 * clock and tokens by ours. Nobody notices half a minute more or less, and NTP keeps clocks within milliseconds.
 */
const APART_MAX_MS = 30_000;

/** The database's time, and this machine's before and after asking for it. */
export interface ClockReading {
  askedAt: number;
  answeredAt: number;
  databaseAt: number;
}

/** Logs a warning if this machine's clock and the database's are too far apart. */
export async function compareClocks(dataSource: DataSource): Promise<void> {
  const askedAt = Date.now();
  const [row] = await dataSource.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
  if (!row) return;
  const warning = clocksApart({ askedAt, answeredAt: Date.now(), databaseAt: row.now.getTime() });
  if (warning !== undefined) new Logger('Clocks').warn(warning);
}

/**
 * @returns a warning that blames neither clock, or undefined if they agree. The time that the answer took is
 * allowed for: a slow network isn't a wrong clock
 */
export function clocksApart({ askedAt, answeredAt, databaseAt }: ClockReading): string | undefined {
  const apartMs = Math.max(askedAt - databaseAt, databaseAt - answeredAt);
  if (apartMs <= APART_MAX_MS) return undefined;
  const behind = databaseAt < askedAt ? 'database' : 'API';
  return `The clocks of the API (${new Date(answeredAt).toISOString()}) and of the database (${new Date(databaseAt).toISOString()}) are ${Math.round(apartMs / 1000)} s apart, the ${behind}'s being the earlier: holds, links and sign-ins will end too early or too late until both machines take their time from the same source (NTP).`;
}

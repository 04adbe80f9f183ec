import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';

/**
 * How far the clocks of this machine and of the database may be apart, in milliseconds. Holds end by the
 * database's clock and tokens by ours; half a minute shortens or lengthens neither so that anybody
 * notices, and clocks that are kept by NTP differ by milliseconds.
 */
const APART_MAX_MS = 30_000;

/** What the two clocks said, and between which moments of ours the database was asked. */
export interface ClockReading {
  askedAt: number;
  answeredAt: number;
  databaseAt: number;
}

/** Says, in the log, where this machine's clock and the database's are too far apart. */
export async function compareClocks(dataSource: DataSource): Promise<void> {
  const askedAt = Date.now();
  const [row] = await dataSource.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
  if (!row) return;
  const warning = clocksApart({ askedAt, answeredAt: Date.now(), databaseAt: row.now.getTime() });
  if (warning !== undefined) new Logger('Clocks').warn(warning);
}

/**
 * @returns a sentence where the clocks are apart, which blames neither; undefined where they are not. The
 * time that the answer took counts for the clocks: a slow network is no wrong clock.
 */
export function clocksApart({ askedAt, answeredAt, databaseAt }: ClockReading): string | undefined {
  const apartMs = Math.max(askedAt - databaseAt, databaseAt - answeredAt);
  if (apartMs <= APART_MAX_MS) return undefined;
  const behind = databaseAt < askedAt ? 'database' : 'API';
  return `The clocks of the API (${new Date(answeredAt).toISOString()}) and of the database (${new Date(databaseAt).toISOString()}) are ${Math.round(apartMs / 1000)} s apart, the ${behind}'s being the earlier: holds, links and sign-ins will end too early or too late until both machines take their time from the same source (NTP).`;
}

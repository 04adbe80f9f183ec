import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventChanges } from '../../events/event-changes.js';
import { WaitlistStocks, type WaitlistStock } from '../../events/waitlists/waitlist-stocks.js';
import { Transactions } from '../../platform/database/in-transaction.js';

/** Which of some tiers somebody waits for. Each ends at the first who does. */
const WAITED_FOR_SQL = `
  SELECT list.tier_id AS "tierId" FROM unnest($2::bigint[]) AS list (tier_id)
  CROSS JOIN LATERAL (
    SELECT FROM waitlist_entries AS entry
    JOIN waitlist_tiers AS waited
      ON waited.event_id = entry.event_id AND waited.entry_id = entry.id
    WHERE entry.event_id = $1 AND entry.state = 'waiting' AND waited.tier_id = list.tier_id
    LIMIT 1
  ) AS first`;

/** Closes the lists that nobody is in any more, or whose event's sale is over: what is kept goes on general sale. */
@Injectable()
export class CloseLists {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly stocks: WaitlistStocks,
    private readonly changes: EventChanges,
  ) {}

  async execute(eventId: string): Promise<void> {
    const { manager } = this.dataSource;
    if (!(await this.isAnyToClose(manager, eventId))) return;
    const closed = await this.transactions.run((inside) => this.close(inside, eventId));
    if (closed > 0) this.changes.stockChanged(eventId);
  }

  /** Asked without a lock: mostly there is none. */
  private async isAnyToClose(manager: EntityManager, eventId: string): Promise<boolean> {
    const { state } = await this.stocks.offering(manager, eventId);
    if (state === 'over') return true;
    return (await unwaited(manager, eventId, await this.stocks.open(manager, eventId))).length > 0;
  }

  /** @returns how many */
  private async close(manager: EntityManager, eventId: string): Promise<number> {
    await this.stocks.lock(manager, eventId);
    const open = await this.stocks.lockToClose(manager, eventId);
    const { state } = await this.stocks.offering(manager, eventId);
    if (state === 'over') {
      await manager.query(
        `UPDATE waitlist_entries SET state = 'sale_ended', ended_at = now()
         WHERE event_id = $1 AND state = 'waiting'`,
        [eventId],
      );
    }
    const closing = await unwaited(manager, eventId, open);
    for (const { allotmentId } of closing) await this.stocks.close(manager, eventId, allotmentId);
    return closing.length;
  }
}

/** Those of some lists that nobody is in. */
async function unwaited(
  manager: EntityManager,
  eventId: string,
  open: readonly WaitlistStock[],
): Promise<WaitlistStock[]> {
  const tierIds = open.map(({ tierId }) => tierId);
  const rows = await manager.query<{ tierId: string }[]>(WAITED_FOR_SQL, [eventId, tierIds]);
  const waited = new Set(rows.map(({ tierId }) => tierId));
  return open.filter(({ tierId }) => !waited.has(tierId));
}

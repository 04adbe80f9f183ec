import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventChanges } from '../../events/event-changes.js';
import { WaitlistStocks, type WaitlistStock } from '../../events/waitlists/waitlist-stocks.js';
import { Transactions } from '../../platform/database/in-transaction.js';

const WAITED_FOR_SQL = `
  SELECT DISTINCT waited.tier_id AS "tierId"
  FROM waitlist_entries AS entry
  JOIN waitlist_tiers AS waited ON waited.event_id = entry.event_id AND waited.entry_id = entry.id
  WHERE entry.event_id = $1 AND entry.state = 'waiting'`;

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
    if ((await this.stocks.stateOf(manager, eventId)) === 'over') return true;
    return (await unwaited(manager, eventId, await this.stocks.open(manager, eventId))).length > 0;
  }

  /** @returns how many */
  private async close(manager: EntityManager, eventId: string): Promise<number> {
    await this.stocks.lock(manager, eventId);
    const open = await this.stocks.lockToClose(manager, eventId);
    if ((await this.stocks.stateOf(manager, eventId)) === 'over') {
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
  const rows = await manager.query<{ tierId: string }[]>(WAITED_FOR_SQL, [eventId]);
  const waited = new Set(rows.map(({ tierId }) => tierId));
  return open.filter(({ tierId }) => !waited.has(tierId));
}

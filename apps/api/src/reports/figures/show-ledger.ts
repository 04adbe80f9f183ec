import type {
  LedgerBalanceDto,
  LedgerDto,
  LedgerQueryDto,
  LedgerTransferDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BALANCES_SQL, transfersSql } from '../../ledger/entries-sql.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { requireDaysInOrder } from '../days-in-order.js';

const PAGE_SQL = transfersSql('coalesce($6::bigint, 9223372036854775807)', '$7::integer');

/** The driver gives sums as texts: they may be larger than 32 bits. */
type BalanceRow = Omit<LedgerBalanceDto, 'amountMinor'> & { amountMinor: string };

type TransferRow = Omit<LedgerTransferDto, 'postedAt'> & { postedAt: Date };

/** Shows an organisation's ledger: its accounts, and what was posted to them. */
@Injectable()
export class ShowLedger {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
  ) {}

  /** @throws DomainError VALIDATION_FAILED, ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, or FORBIDDEN below a manager */
  async execute(
    organiserId: string,
    { eventId, kind, from, to, limit = 50, after }: LedgerQueryDto,
    caller: Caller,
  ): Promise<LedgerDto> {
    requireDaysInOrder({ from, to });
    return this.transactions.run(async (manager) => {
      await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const of = eventId === undefined ? { organiserId } : { organiserId, eventId };
      await this.access.require(manager, caller, of, 'manager');
      const range = [organiserId, eventId ?? null, from ?? null, to ?? null];
      // Of all its quarters of an hour: whoever reads on has them from the first page.
      const balances =
        after === undefined ? await manager.query<BalanceRow[]>(BALANCES_SQL, range) : [];
      const page = [...range, kind ?? null, after ?? null, limit + 1];
      const rows = await manager.query<TransferRow[]>(PAGE_SQL, page);
      const shown = rows.slice(0, limit);
      return {
        eventName: eventId === undefined ? null : await nameOf(manager, organiserId, eventId),
        balances: balances.map((row) => ({ ...row, amountMinor: Number(row.amountMinor) })),
        transfers: shown.map((row) => ({ ...row, postedAt: row.postedAt.toISOString() })),
        next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    });
  }
}

async function nameOf(
  manager: EntityManager,
  organiserId: string,
  eventId: string,
): Promise<string | null> {
  const [event] = await manager.query<{ name: string }[]>(
    'SELECT name FROM events WHERE id = $2 AND organiser_id = $1',
    [organiserId, eventId],
  );
  return event?.name ?? null;
}

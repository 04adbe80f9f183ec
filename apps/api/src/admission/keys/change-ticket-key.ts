import type { TicketKeyDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { OrganiserKeys, type PublicKey } from './organiser-keys.js';

/** Lists an organisation's keys, and gives it a new one. The keys of before verify on: no ticket is void by it. */
@Injectable()
export class ChangeTicketKey {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly keys: OrganiserKeys,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError those of {@link OrganiserAccess.require} */
  async list(organiserId: string, caller: Caller): Promise<TicketKeyDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'door');
    return (await this.keys.list(manager, organiserId)).map(describe);
  }

  /** @throws DomainError those of {@link OrganiserAccess.require}; TICKET_KEYS_USED_UP */
  async execute(organiserId: string, caller: Caller, actor: Actor): Promise<TicketKeyDto[]> {
    return this.transactions.run(async (manager) => {
      // Alone: of two who change it at once, the second changes the first one's.
      await this.access.requireAlone(manager, caller, organiserId, 'owner');
      const number = ((await this.keys.list(manager, organiserId)).at(-1)?.number ?? 0) + 1;
      await this.keys.add(manager, organiserId, number);
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'organiser.ticket_key_changed',
          subject: { kind: 'organiser', id: organiserId },
          before: number > 1 ? { keyNumber: number - 1 } : null,
          after: { keyNumber: number },
        },
      ]);
      return (await this.keys.list(manager, organiserId)).map(describe);
    });
  }
}

function describe({ number, publicKey, createdAt }: PublicKey): TicketKeyDto {
  return {
    number,
    publicKey: Buffer.from(publicKey).toString('hex'),
    createdAt: createdAt.toISOString(),
  };
}

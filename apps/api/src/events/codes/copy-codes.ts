import { EVENT_CODES_MAX } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Ids } from '../../platform/ids/ids.module.js';
import { AllotmentEntity } from '../allotments/allotment.entity.js';
import type { EventEntity } from '../event.entity.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { tooMany } from '../tiers/change-tiers.js';
import { movedAlong } from '../times/event-times.js';
import { CodeEntity } from './code.entity.js';

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const INSERTED_AT_ONCE = 3_000;

/** Gives an event's copy its codes. */
@Injectable()
export class CopyCodes {
  constructor(private readonly ids: Ids) {}

  /**
   * Those that are disabled stay behind, and those that would open an allotment that has been released. The others are
   * unused, and the times from and until which they work keep their distance from the start.
   *
   * @param tiers the id of each tier's copy; its ticket types and allotments are found by their names
   */
  async execute(
    manager: EntityManager,
    original: EventEntity,
    copy: Pick<EventEntity, 'id' | 'startsAt'>,
    tiers: ReadonlyMap<string, string>,
  ): Promise<void> {
    const codes = await manager.find(CodeEntity, {
      where: { eventId: original.id, disabledAt: IsNull() },
      order: { id: 'ASC' },
    });
    if (codes.length === 0) return;
    const types = await this.copiesOfTypes(manager, original.id, copy.id, tiers);
    const allotments = await this.copiesOfAllotments(manager, original.id, copy.id);
    const moved = (moment: Date | null): Date | null =>
      moment && movedAlong(moment, original.startsAt, copy.startsAt, original.timeZone);
    const copies = codes.flatMap((code) => {
      const tierId = code.tierId && tiers.get(code.tierId);
      const ticketTypeId = code.ticketTypeId && types.get(code.ticketTypeId);
      const allotmentId = code.allotmentId && allotments.get(code.allotmentId);
      if ([tierId, ticketTypeId, allotmentId].includes(undefined)) return [];
      const { code: words, codeKey, kind, discountBasisPoints, discountMinor, maxUses } = code;
      return {
        ...{ code: words, codeKey, kind, discountBasisPoints, discountMinor, maxUses },
        ...{ tierId, ticketTypeId, allotmentId },
        eventId: copy.id,
        id: this.ids.next(),
        validFrom: moved(code.validFrom),
        validUntil: moved(code.validUntil),
      };
    });
    for (let from = 0; from < copies.length; from += INSERTED_AT_ONCE) {
      await manager.insert(CodeEntity, copies.slice(from, from + INSERTED_AT_ONCE));
    }
  }

  /**
   * Together no more than one event may have: inserting them takes seconds.
   *
   * @throws DomainError EVENT_LIMIT_EXCEEDED
   */
  async refuseTooMany(manager: EntityManager, eventId: string, copies: number): Promise<void> {
    const codes = await manager.countBy(CodeEntity, { eventId, disabledAt: IsNull() });
    if (codes * copies > EVENT_CODES_MAX) throw tooMany('codes', EVENT_CODES_MAX);
  }

  private async copiesOfTypes(
    manager: EntityManager,
    from: string,
    to: string,
    tiers: ReadonlyMap<string, string>,
  ): Promise<Map<string, string>> {
    const copies = await manager.findBy(TicketTypeEntity, { eventId: to });
    const originals = await manager.findBy(TicketTypeEntity, { eventId: from });
    return pairs(originals, copies, (one, other) => {
      return tiers.get(one.tierId) === other.tierId && one.name === other.name;
    });
  }

  private async copiesOfAllotments(
    manager: EntityManager,
    from: string,
    to: string,
  ): Promise<Map<string, string>> {
    const copies = await manager.findBy(AllotmentEntity, { eventId: to });
    const originals = await manager.findBy(AllotmentEntity, { eventId: from });
    return pairs(originals, copies, (one, other) => one.name === other.name);
  }
}

function pairs<T extends { id: string }>(
  originals: readonly T[],
  copies: readonly T[],
  areAlike: (original: T, copy: T) => boolean,
): Map<string, string> {
  return new Map(
    originals.flatMap((original) => {
      const copy = copies.find((one) => areAlike(original, one));
      return copy ? [[original.id, copy.id] as const] : [];
    }),
  );
}

import type { EventFeeFieldsDto, FieldErrorDto } from '@boxoffice/contracts';
import type { Fee } from '@boxoffice/contracts/pricing';
import { In, type EntityManager } from 'typeorm';
import { repeatedNames } from '../tiers/tier-rules.js';
import { FeeEntity } from './fee.entity.js';

/** The fees of some events, by event id, as they stand on receipts. */
export async function feesOf(
  manager: EntityManager,
  eventIds: readonly string[],
): Promise<Map<string, Fee[]>> {
  const rows = await manager.find(FeeEntity, {
    where: { eventId: In(eventIds) },
    order: { position: 'ASC' },
  });
  const byEvent = Map.groupBy(rows, ({ eventId }) => eventId);
  return new Map([...byEvent].map(([eventId, fees]) => [eventId, fees.map(describeFee)]));
}

/** Writes the fees of an event anew. */
export async function writeFees(
  manager: EntityManager,
  eventId: string,
  fees: readonly Fee[],
): Promise<void> {
  await manager.delete(FeeEntity, { eventId });
  if (fees.length === 0) return;
  await manager.insert(
    FeeEntity,
    fees.map((fee, index) => ({ ...fee, eventId, position: index + 1 })),
  );
}

/** Fees as an organisation has written them. */
export function readFees(fees: readonly EventFeeFieldsDto[]): Fee[] {
  return fees.map(describeFee);
}

/** What is wrong with the fees of an event beyond their fields. */
export function errorsAmongFees(fees: readonly EventFeeFieldsDto[]): FieldErrorDto[] {
  const unclear = fees.flatMap(({ amountMinor = null, basisPoints = null }, index) => {
    if ((amountMinor === null) !== (basisPoints === null)) return [];
    const field = `fees.${index}.amountMinor`;
    return [{ field, messages: [`${field} must be given, or else basisPoints, and not both`] }];
  });
  return [...unclear, ...repeatedNames(fees, 'fees.')];
}

function describeFee({
  name,
  amountMinor = null,
  basisPoints = null,
  per,
  onFreeTickets = false,
}: EventFeeFieldsDto): Fee {
  return { name, amountMinor, basisPoints, per, onFreeTickets };
}

import type { ChangeCodeDto, CodeFieldsDto, FieldErrorDto } from '@boxoffice/contracts';
import { Not, type EntityManager } from 'typeorm';
import { AllotmentEntity } from '../allotments/allotment.entity.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { TierEntity } from '../tier.entity.js';
import type { EventTimes } from '../times/event-times.js';
import type { CodeEntity } from './code.entity.js';

/** What an organisation writes of a code. */
export type CodeDetails = Omit<
  CodeEntity,
  'eventId' | 'id' | 'code' | 'codeKey' | 'uses' | 'disabledAt' | 'createdAt'
>;

/** Reads what a code does, when and how often; what is wrong with it is added to the errors of the times. */
export function readCode(fields: CodeFieldsDto, times: EventTimes): CodeDetails {
  const { kind, tierId = null, ticketTypeId = null, allotmentId = null, maxUses = 1 } = fields;
  const { discountBasisPoints = null, discountMinor = null } = fields;
  const errors = kind === 'access' ? errorsOfAccess(fields) : errorsOfDiscount(fields);
  times.errors.push(...errors);
  return {
    kind,
    tierId,
    ticketTypeId,
    allotmentId,
    discountBasisPoints,
    discountMinor,
    maxUses,
    ...readWindow(fields, times, { validFrom: null, validUntil: null }),
  };
}

/** What of a code says what it does. */
const EFFECT = [
  'kind',
  'tierId',
  'ticketTypeId',
  'allotmentId',
  'discountBasisPoints',
  'discountMinor',
] as const;

/**
 * Reads what a code does from now on; what is left out stays.
 *
 * @returns undefined where that is what it did
 */
export function readEffect(
  fields: ChangeCodeDto,
  times: EventTimes,
  before: CodeEntity,
): CodeDetails | undefined {
  const written = EFFECT.filter((field) => fields[field] !== undefined);
  if (written.every((field) => fields[field] === before[field])) return undefined;
  const { kind = before.kind, tierId = before.tierId, ticketTypeId = before.ticketTypeId } = fields;
  const { allotmentId = before.allotmentId, discountMinor = before.discountMinor } = fields;
  const { discountBasisPoints = before.discountBasisPoints } = fields;
  return readCode(
    { kind, tierId, ticketTypeId, allotmentId, discountBasisPoints, discountMinor },
    times,
  );
}

/** Reads when a code works; what is left out stays. */
export function readWindow(
  fields: Pick<ChangeCodeDto, 'validFrom' | 'validUntil'>,
  times: EventTimes,
  before: Pick<CodeEntity, 'validFrom' | 'validUntil'>,
): Pick<CodeEntity, 'validFrom' | 'validUntil'> {
  const read = (field: 'validFrom' | 'validUntil'): Date | null => {
    const time = fields[field];
    return time === undefined ? before[field] : times.read(field, time);
  };
  const validFrom = read('validFrom');
  const validUntil = read('validUntil');
  if (validFrom !== null && validUntil !== null && validUntil <= validFrom) {
    times.errors.push(error('validUntil', 'must be after validFrom'));
  }
  return { validFrom, validUntil };
}

/** What of the things that a code names its event does not have. */
export async function errorsOfTargets(
  manager: EntityManager,
  eventId: string,
  { tierId, ticketTypeId, allotmentId }: CodeDetails,
): Promise<FieldErrorDto[]> {
  const errors: FieldErrorDto[] = [];
  const tier = tierId && (await manager.existsBy(TierEntity, { eventId, id: tierId }));
  if (tier === false) errors.push(error('tierId', 'must be a tier of the event'));
  const type =
    ticketTypeId && (await manager.findOneBy(TicketTypeEntity, { eventId, id: ticketTypeId }));
  if (type === null && ticketTypeId) {
    errors.push(error('ticketTypeId', 'must be a ticket type of the event'));
  }
  const allotment =
    allotmentId &&
    (await manager.findOneBy(AllotmentEntity, {
      eventId,
      id: allotmentId,
      purpose: Not('waitlist'),
    }));
  if (allotment === null && allotmentId) {
    errors.push(error('allotmentId', 'must be an allotment of the event'));
  }
  if (type && allotment && type.tierId !== allotment.tierId) {
    errors.push(error('ticketTypeId', 'must be of the same tier as the allotment'));
  }
  return errors;
}

function errorsOfAccess(fields: CodeFieldsDto): FieldErrorDto[] {
  const errors: FieldErrorDto[] = [];
  if (!fields.tierId && !fields.ticketTypeId && !fields.allotmentId) {
    errors.push(error('tierId', 'or ticketTypeId or allotmentId must say what the code opens'));
  }
  for (const field of ['discountBasisPoints', 'discountMinor'] as const) {
    if (fields[field])
      errors.push(error(field, 'must not be given: an access code lowers no price'));
  }
  return errors;
}

function errorsOfDiscount(fields: CodeFieldsDto): FieldErrorDto[] {
  const errors: FieldErrorDto[] = [];
  if (Boolean(fields.discountBasisPoints) === Boolean(fields.discountMinor)) {
    errors.push(error('discountBasisPoints', 'or discountMinor must be given, and not both'));
  }
  if (fields.allotmentId) {
    errors.push(error('allotmentId', 'must not be given: a discount opens nothing'));
  }
  if (fields.tierId && fields.ticketTypeId) {
    errors.push(error('ticketTypeId', 'must not be given beside tierId'));
  }
  return errors;
}

function error(field: string, rule: string): FieldErrorDto {
  return { field, messages: [`${field} ${rule}`] };
}

import { codeKey, ProblemCode, type CodeDto, type ListCodesQueryDto } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';
import { CodeEntity } from './code.entity.js';

/** A page of an event's codes, in the order in which they were made. */
export async function codesOf(
  manager: EntityManager,
  eventId: string,
  { limit = 50, after, search = '' }: ListCodesQueryDto,
): Promise<CodeDto[]> {
  const query = manager
    .createQueryBuilder(CodeEntity, 'code')
    .where('code.event_id = :eventId', { eventId })
    .orderBy('code.id')
    .limit(limit);
  if (after !== undefined) query.andWhere('code.id > :after', { after });
  const prefix = codeKey(search);
  if (prefix !== '') query.andWhere('starts_with(code.code_key, :prefix)', { prefix });
  return (await query.getMany()).map(describeCode);
}

/** @throws DomainError CODE_NOT_FOUND */
export async function codeOf(
  manager: EntityManager,
  eventId: string,
  codeId: string,
): Promise<CodeEntity> {
  const code = await manager.findOneBy(CodeEntity, { eventId, id: codeId });
  if (code) return code;
  throw new DomainError(ProblemCode.CodeNotFound, `This event has no code ${codeId}.`);
}

/** A code, as the organisation sees it. */
export function describeCode(code: CodeEntity): CodeDto {
  const { id, kind, tierId, ticketTypeId, allotmentId, maxUses, uses } = code;
  return {
    id,
    code: code.code,
    kind,
    tierId,
    ticketTypeId,
    allotmentId,
    discountBasisPoints: code.discountBasisPoints,
    discountMinor: code.discountMinor,
    validFrom: code.validFrom?.toISOString() ?? null,
    validUntil: code.validUntil?.toISOString() ?? null,
    maxUses,
    uses,
    disabled: code.disabledAt !== null,
    createdAt: code.createdAt.toISOString(),
  };
}

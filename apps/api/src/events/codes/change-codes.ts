import {
  codeKey,
  EVENT_CODES_MAX,
  ProblemCode,
  type ChangeCodeDto,
  type CodeDto,
  type CodeFieldsDto,
  type CreateCodeDto,
  type CreateCodesDto,
  type CreatedCodesDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { numbersText } from '../../platform/database/numbers-text.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { EventChanges, type ChangeRequest } from '../event-changes.js';
import type { EventEntity } from '../event.entity.js';
import { tooMany } from '../tiers/change-tiers.js';
import { EventTimes } from '../times/event-times.js';
import {
  errorsOfTargets,
  readCode,
  readEffect,
  readWindow,
  type CodeDetails,
} from './code-rules.js';
import { CodeEntity } from './code.entity.js';
import { codeOf, describeCode } from './describe-code.js';
import { randomCode } from './random-codes.js';

/** Codes that a statement leaves out, as the event has them already: of 25^8, hardly ever one. */
const INSERT_SQL = `
  INSERT INTO codes (event_id, id, code, code_key, kind, tier_id, ticket_type_id, allotment_id,
    discount_basis_points, discount_minor, valid_from, valid_until, max_uses)
  SELECT $1, made.id, made.code, made.key, $5, $6, $7, $8, $9, $10, $11, $12, $13
  FROM unnest($2::bigint[], $3::text[], $4::text[]) AS made (id, code, key)
  ON CONFLICT ON CONSTRAINT codes_code_key DO NOTHING
  RETURNING code`;

/** How often random codes are made anew for those that the event had. */
const ROUNDS_MAX = 5;

/** Makes codes, and changes when and how often they work. */
@Injectable()
export class ChangeCodes {
  constructor(
    private readonly changes: EventChanges,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws DomainError those of {@link EventChanges.run}; VALIDATION_FAILED; NAME_TAKEN where the event has that code;
   * EVENT_LIMIT_EXCEEDED
   */
  create(request: ChangeRequest, body: CreateCodeDto): Promise<CodeDto> {
    const id = this.ids.next();
    return this.changes.answering(
      request,
      async (manager, event) => {
        const details = await this.read(manager, event, body, 1);
        const { code } = body;
        await manager.insert(CodeEntity, {
          ...details,
          eventId: event.id,
          id,
          code,
          codeKey: codeKey(code),
        });
        return {
          action: 'event.code_created',
          before: null,
          after: { codeId: id, ...factsOf(details) },
        };
      },
      async (manager) => describeCode(await codeOf(manager, request.eventId, id)),
    );
  }

  /**
   * Makes random codes that do the same: all of them, or none.
   *
   * @throws DomainError those of {@link create}
   */
  createMany(request: ChangeRequest, body: CreateCodesDto): Promise<CreatedCodesDto> {
    const codes: string[] = [];
    return this.changes.answering(
      request,
      async (manager, event) => {
        const { count, prefix = '' } = body;
        // Run again from the start after a deadlock: nothing of the first run has happened.
        codes.length = 0;
        const details = await this.read(manager, event, body, count);
        for (let round = 1; codes.length < count && round <= ROUNDS_MAX; round += 1) {
          const made = Array.from({ length: count - codes.length }, () => randomCode(prefix));
          codes.push(...(await this.insert(manager, event.id, made, details)));
        }
        if (codes.length < count) throw new Error('Random codes are no longer new.');
        return {
          action: 'event.codes_created',
          before: null,
          after: { count, ...factsOf(details) },
        };
      },
      () => Promise.resolve({ codes }),
    );
  }

  /**
   * Changes a code. Bookings that use it stay. One that does something else from now on is another code, with an id of
   * its own: a reservation that has just read what it did finds that one gone, and reads again.
   *
   * @throws DomainError those of {@link EventChanges.run}; VALIDATION_FAILED; CODE_NOT_FOUND; NAME_TAKEN;
   * BOOKINGS_DEPEND_ON_IT where more bookings use it than it would allow, or any where it would do something else
   */
  change(request: ChangeRequest, codeId: string, body: ChangeCodeDto): Promise<CodeDto> {
    let id = codeId;
    return this.changes.answering(
      request,
      async (manager, { id: eventId, timeZone }) => {
        const before = await codeOf(manager, eventId, codeId);
        const times = new EventTimes(timeZone);
        const window = readWindow(body, times, before);
        const effect = readEffect(body, times, before);
        const errors = effect ? await errorsOfTargets(manager, eventId, effect) : [];
        if (times.errors.length + errors.length > 0) {
          throw validationFailed([...times.errors, ...errors]);
        }
        const { disabled = before.disabledAt !== null, maxUses = before.maxUses } = body;
        const { code = before.code } = body;
        const does = effect ?? before;
        id = effect ? this.ids.next() : codeId;
        // Waits for whoever uses it at this moment, and looks again.
        const [, changed] = await manager.query<[unknown[], number]>(
          `UPDATE codes SET valid_from = $3, valid_until = $4, max_uses = $5,
             disabled_at = CASE WHEN $6 THEN coalesce(disabled_at, now()) END,
             code = $7, code_key = $8, id = $9, kind = $10, tier_id = $11, ticket_type_id = $12,
             allotment_id = $13, discount_basis_points = $14, discount_minor = $15
           WHERE event_id = $1 AND id = $2 AND uses <= coalesce($5, uses) AND (id = $9 OR uses = 0)`,
          [
            ...[eventId, codeId, window.validFrom, window.validUntil, maxUses, disabled],
            ...[code, codeKey(code), id, does.kind, does.tierId, does.ticketTypeId],
            ...[does.allotmentId, does.discountBasisPoints, does.discountMinor],
          ],
        );
        if (changed === 0) throw bookingsUse(await codeOf(manager, eventId, codeId));
        return {
          action: 'event.code_changed',
          before: {
            codeId,
            disabled: before.disabledAt !== null,
            ...(effect ? factsOf(before) : { maxUses: before.maxUses }),
          },
          after: {
            codeId: id,
            disabled,
            ...(effect ? { ...factsOf(effect), maxUses } : { maxUses }),
            ...(code !== before.code && { renamed: true }),
          },
        };
      },
      async (manager) => describeCode(await codeOf(manager, request.eventId, id)),
    );
  }

  /**
   * Deletes a code that no booking uses. Whoever types it is told that there is none.
   *
   * @throws DomainError those of {@link EventChanges.run}; CODE_NOT_FOUND; BOOKINGS_DEPEND_ON_IT
   */
  delete(request: ChangeRequest, codeId: string): Promise<CodeDto> {
    let deleted: CodeDto;
    return this.changes.answering(
      request,
      async (manager, { id: eventId }) => {
        const before = await codeOf(manager, eventId, codeId);
        // Waits for whoever uses it at this moment, and looks again.
        const [, count] = await manager.query<[unknown[], number]>(
          'DELETE FROM codes WHERE event_id = $1 AND id = $2 AND uses = 0',
          [eventId, codeId],
        );
        if (count === 0) throw bookingsUse(await codeOf(manager, eventId, codeId));
        deleted = describeCode(before);
        const facts = { codeId, ...factsOf(before) };
        return { action: 'event.code_deleted', before: facts, after: null };
      },
      () => Promise.resolve(deleted),
    );
  }

  private async read(
    manager: EntityManager,
    { id: eventId, timeZone }: EventEntity,
    fields: CodeFieldsDto,
    count: number,
  ): Promise<CodeDetails> {
    const times = new EventTimes(timeZone);
    const details = readCode(fields, times);
    const errors = [...times.errors, ...(await errorsOfTargets(manager, eventId, details))];
    if (errors.length > 0) throw validationFailed(errors);
    const codes = await manager.countBy(CodeEntity, { eventId });
    if (codes + count > EVENT_CODES_MAX) throw tooMany('codes', EVENT_CODES_MAX);
    return details;
  }

  private async insert(
    manager: EntityManager,
    eventId: string,
    made: string[],
    details: CodeDetails,
  ): Promise<string[]> {
    const rows = await manager.query<{ code: string }[]>(INSERT_SQL, [
      eventId,
      numbersText(made.map(() => this.ids.next())),
      made,
      made.map(codeKey),
      details.kind,
      details.tierId,
      details.ticketTypeId,
      details.allotmentId,
      details.discountBasisPoints,
      details.discountMinor,
      details.validFrom,
      details.validUntil,
      details.maxUses,
    ]);
    return rows.map(({ code }) => code);
  }
}

function bookingsUse({ uses }: CodeEntity): DomainError {
  return new DomainError(
    ProblemCode.BookingsDependOnIt,
    `${uses} bookings use this code. Nothing was changed; disable it to have no more.`,
  );
}

/** What the audit says of a code: not the code itself, which is as good as a key. */
function factsOf({ kind, maxUses, discountBasisPoints, discountMinor }: CodeDetails) {
  return { kind, maxUses, discountBasisPoints, discountMinor };
}

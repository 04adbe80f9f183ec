import { mayActAs, ProblemCode, type OrganiserRole } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../platform/access/access.js';
import { DomainError } from '../platform/problems/domain-error.js';

/** What is to be worked on: an organisation, or an event; with both, an event of that organisation. */
export type OrganisersThing =
  { organiserId: string; eventId?: undefined } | { organiserId?: string; eventId: string };

/** As whom somebody works on something. */
export interface OrganiserStanding {
  organiserId: string;
  /** Their role as a member; null for an admin who is none. */
  role: OrganiserRole | null;
  /** What they may do: an admin everything, as an owner. */
  actsAs: OrganiserRole;
}

/** `$1` and `$2`: who calls, and whether as an admin. Nothing of anybody else's organisation is read. */
const OWN_SQL = `
  LEFT JOIN organiser_members AS member
    ON member.organiser_id = organiser.id AND member.user_id = $1
  WHERE ($2 OR member.user_id IS NOT NULL)`;

const OF_ORGANISER_SQL = `
  SELECT organiser.id AS "organiserId", member.role, event.id AS "eventId"
  FROM organisers AS organiser
  LEFT JOIN events AS event ON event.organiser_id = organiser.id AND event.id = $4
  ${OWN_SQL} AND organiser.id = $3`;

const OF_EVENT_SQL = `
  SELECT organiser.id AS "organiserId", member.role, event.id AS "eventId"
  FROM events AS event JOIN organisers AS organiser ON organiser.id = event.organiser_id
  ${OWN_SQL} AND event.id = $3`;

interface OwnRow {
  organiserId: string;
  role: OrganiserRole | null;
  eventId: string | null;
}

/** Whom something is meant for, in the words of a refusal. */
const MEANT_FOR: Record<OrganiserRole, string> = {
  owner: 'owners of the organisation',
  manager: 'owners and managers of the organisation',
  box_office: 'owners, managers and the box office of the organisation',
  door: 'members of the organisation',
};

/** Says who may work on what of which organisation. Membership alone decides, apart from admins. */
@Injectable()
export class OrganiserAccess {
  /**
   * Lets a caller work on something, or not. Asked of the database each time: whoever was removed a moment ago
   * works on nothing more.
   *
   * @param needed the lowest role that may
   * @throws DomainError ORGANISER_NOT_FOUND or EVENT_NOT_FOUND for what isn't there and for what is somebody
   * else's, in the same words; FORBIDDEN for a member who may not
   */
  async require(
    manager: EntityManager,
    caller: Caller,
    { organiserId, eventId }: OrganisersThing,
    needed: OrganiserRole,
  ): Promise<OrganiserStanding> {
    const asked = [caller.userId, caller.isAdmin];
    const [own] = await (organiserId === undefined
      ? manager.query<OwnRow[]>(OF_EVENT_SQL, [...asked, eventId])
      : manager.query<OwnRow[]>(OF_ORGANISER_SQL, [...asked, organiserId, eventId ?? null]));
    if (!own && organiserId !== undefined) throw organiserNotFound(organiserId);
    if (!own || (eventId !== undefined && own.eventId === null)) {
      throw new DomainError(ProblemCode.EventNotFound, `There is no event ${eventId}.`);
    }
    const { role } = own;
    const actsAs = caller.isAdmin ? 'owner' : role;
    if (actsAs === null || !mayActAs(actsAs, needed)) {
      throw new DomainError(ProblemCode.Forbidden, `This is for ${MEANT_FOR[needed]} only.`);
    }
    return { organiserId: own.organiserId, role, actsAs };
  }

  /** Whether somebody works for the organisation of an event, in whatever role. */
  async isMember(manager: EntityManager, userId: string, eventId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(OF_EVENT_SQL, [userId, false, eventId]);
    return rows.length > 0;
  }

  /**
   * As {@link require}, for what changes who works for an organisation: nobody else does until the transaction
   * ends. Locked first and looked at afterwards, so that of two who remove each other the second isn't a member any
   * more. A user is locked before their organisation, always.
   */
  async requireAlone(
    manager: EntityManager,
    caller: Caller,
    organiserId: string,
    needed: OrganiserRole,
  ): Promise<OrganiserStanding> {
    await this.lock(manager, organiserId);
    return this.require(manager, caller, { organiserId }, needed);
  }

  /** Nobody else changes who works for some organisations until the transaction ends. */
  async lock(manager: EntityManager, ...organiserIds: string[]): Promise<void> {
    await manager.query(
      `SELECT FROM organisers WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
      [organiserIds],
    );
  }
}

function organiserNotFound(organiserId: string): DomainError {
  return new DomainError(
    ProblemCode.OrganiserNotFound,
    `There is no organisation ${organiserId} that you work for.`,
  );
}

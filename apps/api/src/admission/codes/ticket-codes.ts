import type { TicketCodeDto } from '@boxoffice/contracts';
import { formatSerial, rotationSecretOf, writeCode } from '@boxoffice/ticket-codes';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IssueCodes } from '../issue/issue-codes.js';
import { OrganiserKeys } from '../keys/organiser-keys.js';
import type { AskedBooking } from './booked-tickets.js';
import { RotationSecrets } from './rotation-secrets.js';

/** How long codes outlive their event: one that is postponed keeps its printed tickets. */
const VALID_AFTER_END_MS = 366 * 24 * 60 * 60 * 1_000;

/** Writes the codes of tickets, as their holders have them. */
@Injectable()
export class TicketCodes {
  constructor(
    private readonly issue: IssueCodes,
    private readonly keys: OrganiserKeys,
    private readonly secrets: RotationSecrets,
  ) {}

  /**
   * The codes of the tickets that are sold to a booking, in its order. Codes and keys are made where there are none.
   *
   * @param holder whose: the buyer's; those of whoever the buyer has passed tickets on to; or all
   */
  async of(
    manager: EntityManager,
    { eventId, organiserId, endsAt, codesRotate, ticketIds }: AskedBooking,
    holder: 'buyer' | 'receiver' | 'everybody',
  ): Promise<TicketCodeDto[]> {
    if (ticketIds.length === 0) return [];
    const issued = await this.issue.of(manager, eventId, ticketIds);
    const key = await this.keys.signing(manager, organiserId);
    const secret = codesRotate ? await this.secrets.of(manager, eventId) : undefined;
    const notAfter = Math.floor((endsAt.getTime() + VALID_AFTER_END_MS) / 1_000);
    const byTicket = new Map(issued.map((code) => [code.ticketId, code]));
    return ticketIds.flatMap((ticketId): TicketCodeDto[] => {
      const code = byTicket.get(ticketId);
      if (!code || (holder !== 'everybody' && code.passedOn !== (holder === 'receiver'))) return [];
      const { serial, onPaper } = code;
      const said = { keyNumber: key.number, eventId, ticketId, serial, notAfter };
      return [
        {
          ticketId,
          serial: formatSerial(serial),
          code: writeCode(said, key.privateKey),
          rotationSecret:
            secret && !onPaper
              ? Buffer.from(rotationSecretOf(secret, serial)).toString('hex')
              : null,
          onPaper,
        },
      ];
    });
  }
}

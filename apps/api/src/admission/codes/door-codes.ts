import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IssueCodes, type IssuedCode } from '../issue/issue-codes.js';
import { OrganiserKeys, type PublicKey } from '../keys/organiser-keys.js';
import { RotationSecrets } from './rotation-secrets.js';

/** What a door needs to verify an event's codes without a network. */
export interface CodesOfEvent {
  /** All that there ever were: an older code was signed by an older key. */
  keys: PublicKey[];
  /** What the digits are worked out from; null where codes don't rotate. */
  rotationSecret: Uint8Array | null;
  /** The code that admits, by ticket. */
  codes: Map<string, IssuedCode>;
}

/** Gives the codes of an event to its door, and issues those that nobody has looked at yet. */
@Injectable()
export class DoorCodes {
  constructor(
    private readonly issue: IssueCodes,
    private readonly keys: OrganiserKeys,
    private readonly secrets: RotationSecrets,
  ) {}

  async of(
    manager: EntityManager,
    event: { id: string; organiserId: string; codesRotate: boolean },
    ticketIds: readonly string[],
  ): Promise<CodesOfEvent> {
    const issued = await this.issue.of(manager, event.id, ticketIds);
    return {
      keys: await this.keys.list(manager, event.organiserId),
      rotationSecret: event.codesRotate ? await this.secrets.of(manager, event.id) : null,
      codes: new Map(issued.map((code) => [code.ticketId, code])),
    };
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';

/** Whose data to export or erase. */
export interface Person {
  id: string;
  /** Key of their address, or null. */
  emailKey: string | null;
}

/** An erasure under way. */
export interface Erasure {
  actor: Actor;
  whenCommitted: (then: () => void) => void;
}

/** Latest entries per kind; nobody who buys tickets has more. */
export const EXPORTED_MAX = 10_000;

/** Personal data of one module. Each module exports and erases its own tables. */
export interface PersonalDataHolder {
  /** Its key in an export. */
  readonly kind: string;
  /**
   * Everything about a person, at most {@link EXPORTED_MAX} entries, and no secrets: hashes of passwords and
   * tokens tell their owner nothing, and a thief much.
   */
  export(manager: EntityManager, person: Person): Promise<unknown[]>;
  /**
   * Deletes what need not be kept, in the transaction that erases the person.
   *
   * @param erasure who erases them, and where to say what this process does once it is committed
   */
  erase?(manager: EntityManager, person: Person, erasure: Erasure): Promise<void>;
}

/** The registry of holders of personal data. */
@Injectable()
export class PersonalData {
  private readonly known = new Map<string, PersonalDataHolder>();

  /** Registers a holder, before the application has started. */
  heldBy(holder: PersonalDataHolder): void {
    this.known.set(holder.kind, holder);
  }

  get holders(): PersonalDataHolder[] {
    return [...this.known.values()];
  }
}

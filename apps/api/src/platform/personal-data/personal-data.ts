import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';

/** Somebody whose data are meant. */
export interface Person {
  id: string;
  /** By what their address is compared; null where they have none. */
  emailKey: string | null;
}

/** An erasure under way. */
export interface Erasure {
  actor: Actor;
  whenCommitted: (then: () => void) => void;
}

/** Most entries of one kind that are told at once, the latest first; nobody who buys tickets has more. */
export const TOLD_MAX = 10_000;

/** What a module keeps about people. Each module answers for its own tables. */
export interface PersonalDataHolder {
  /** What it is called where people read what is stored about them. */
  readonly kind: string;
  /**
   * Everything about a person, at most {@link TOLD_MAX} entries, and no secret: hashes of passwords and
   * tokens tell their owner nothing, and a thief much.
   */
  tell(manager: EntityManager, person: Person): Promise<unknown[]>;
  /**
   * Forgets what need not be kept once the person is gone, in the transaction that erases them.
   *
   * @param erasure who erases them, and where to say what this process does once it is committed
   */
  forget?(manager: EntityManager, person: Person, erasure: Erasure): Promise<void>;
}

/** Knows everyone who keeps something about people, so that nobody is asked in vain. */
@Injectable()
export class PersonalData {
  private readonly known = new Map<string, PersonalDataHolder>();

  /** Says that somebody keeps personal data; before the application has started. */
  heldBy(holder: PersonalDataHolder): void {
    this.known.set(holder.kind, holder);
  }

  get holders(): PersonalDataHolder[] {
    return [...this.known.values()];
  }
}

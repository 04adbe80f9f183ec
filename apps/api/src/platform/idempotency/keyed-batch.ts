import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TryAgainError, type Outcome } from '../batching/batch-queue.js';
import type { PipelinedStatements } from '../database/pipelined-statements.js';
import { DomainError } from '../problems/domain-error.js';
import { IdempotencyKeys, nameOf } from './idempotency-keys.js';
import { markReplay, type IdempotencyContext } from './idempotency-context.js';

/** A command of a request that may have named a key. */
export interface MaybeKeyed {
  keyed?: IdempotencyContext;
}

/** Carries out the requests of a batch that were not carried out before, and keeps their outcomes. */
@Injectable()
export class KeyedBatch {
  constructor(private readonly keys: IdempotencyKeys) {}

  /** Whether a request with the same key was carried out before, or refused for good. */
  isTaken(request: IdempotencyContext): Promise<boolean> {
    return this.keys.isTaken(request);
  }

  /**
   * @param commands of requests with and without keys
   * @param pipelined the transaction's; what is kept goes there
   * @param work carries out the commands that are new, and gives an outcome for each, in their order
   * @returns an outcome for each command, in their order: the new ones, and the first ones of requests
   * that are repeated
   */
  async carryOut<C extends MaybeKeyed, A>(
    manager: EntityManager,
    pipelined: PipelinedStatements,
    commands: C[],
    work: (fresh: C[]) => Promise<Outcome<A>[]>,
  ): Promise<Outcome<A>[]> {
    const firstOf = firstOfEach(commands);
    const firsts = [...new Set(firstOf.values())];
    const outcomes = await this.repeated<A>(manager, firsts);
    const fresh = firsts.filter((command) => !outcomes.has(command));
    const done = fresh.length === 0 ? [] : await work(fresh);
    this.keep(manager, pipelined, fresh, done);
    fresh.forEach((command, index) => {
      const outcome = done[index];
      if (outcome) outcomes.set(command, outcome);
    });
    return commands.map((command) => {
      const first = firstOf.get(command) ?? command;
      const outcome = outcomes.get(first);
      if (!outcome) throw new Error('A batch left a request without an outcome.');
      if (first !== command && command.keyed && isFinal(outcome)) markReplay(command.keyed);
      return outcome;
    });
  }

  /** The commands that are not to be carried out now, and their outcomes. */
  private async repeated<A>(
    manager: EntityManager,
    commands: MaybeKeyed[],
  ): Promise<Map<MaybeKeyed, Outcome<A>>> {
    const outcomes = new Map<MaybeKeyed, Outcome<A>>();
    const first = new Map<string, IdempotencyContext>();
    for (const command of commands) {
      if (!command.keyed) continue;
      const name = nameOf(command.keyed);
      // One key for two requests within the same moment: the second is judged by the first's
      // fingerprint afterwards.
      if (first.has(name)) outcomes.set(command, { error: new TryAgainError() });
      else first.set(name, command.keyed);
    }
    if (first.size === 0) return outcomes;
    const answered = await this.keys.take(manager, [...first.values()]);
    for (const command of commands) {
      const before = command.keyed && answered.get(command.keyed);
      if (before) outcomes.set(command, before as Outcome<A>);
    }
    return outcomes;
  }

  /** A command that must be tried again has no outcome yet: it takes its key anew then. */
  private keep(
    manager: EntityManager,
    pipelined: PipelinedStatements,
    commands: MaybeKeyed[],
    outcomes: Outcome<unknown>[],
  ): void {
    const kept: [IdempotencyContext, Outcome<unknown>][] = [];
    const givenBack: IdempotencyContext[] = [];
    commands.forEach(({ keyed }, index) => {
      const outcome = outcomes[index];
      if (!keyed || !outcome) return;
      if (isFinal(outcome)) kept.push([keyed, outcome]);
      else givenBack.push(keyed);
    });
    pipelined.add(this.keys.store(manager, kept), this.keys.giveBack(manager, givenBack));
  }
}

/** Whether whoever sends the request again gets this outcome, and not a new try. */
export function isFinal(outcome: Outcome<unknown>): boolean {
  return (
    'answer' in outcome || (outcome.error instanceof DomainError && !outcome.error.isTransient)
  );
}

/**
 * For each command, the first of the batch that is the same request with the same key, often itself.
 * Requests that are sent many times at once are carried out once and share the outcome; were each to
 * look for it in a later batch, all but one of them would meet there again.
 */
export function firstOfEach<C extends MaybeKeyed>(commands: C[]): Map<C, C> {
  const first = new Map<string, C>();
  return new Map(
    commands.map((command) => {
      if (!command.keyed) return [command, command];
      const request = `${nameOf(command.keyed)} ${command.keyed.fingerprint}`;
      const known = first.get(request) ?? command;
      first.set(request, known);
      return [command, known];
    }),
  );
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/**
 * Names events of an organisation that cost money and are on sale, or will be.
 *
 * @param max how many at most
 */
export type FindPaidSales = (
  manager: EntityManager,
  organiserId: string,
  max: number,
) => Promise<string[]>;

/** What an organisation needs its last payment method for. Whoever sells says so: payments know no events. */
@Injectable()
export class PaidSales {
  private find: FindPaidSales | undefined;

  /** Called once, by whoever knows. */
  foundBy(find: FindPaidSales): void {
    this.find = find;
  }

  /** Names of a few of them; none: it may do without. */
  of(manager: EntityManager, organiserId: string, max: number): Promise<string[]> {
    if (!this.find) throw new Error('Nobody says what is on sale.');
    return this.find(manager, organiserId, max);
  }
}

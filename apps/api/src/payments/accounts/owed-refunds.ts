import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ProviderName } from '../providers/payment-provider.js';

/** Whether refunds of an organisation are due at a provider, of which no row is written yet. */
export type FindOwedRefunds = (
  manager: EntityManager,
  organiserId: string,
  provider: ProviderName,
) => Promise<boolean>;

/** What a provider's keys are needed for soon. Whoever gives money back says so: payments know no cancelled events. */
@Injectable()
export class OwedRefunds {
  private find: FindOwedRefunds | undefined;

  /** Called once, by whoever knows. */
  foundBy(find: FindOwedRefunds): void {
    this.find = find;
  }

  /** Whether there are any. */
  areAny(manager: EntityManager, organiserId: string, provider: ProviderName): Promise<boolean> {
    if (!this.find) throw new Error('Nobody says which refunds are due.');
    return this.find(manager, organiserId, provider);
  }
}

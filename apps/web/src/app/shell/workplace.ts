import { Service, signal } from '@angular/core';
import { stored } from '../api/stored';

/** Whose workspace this browser has shown: its header leads there, and no buyer's browser asks who works where. */
@Service()
export class Workplace {
  private readonly member = signal(stored.read('workplace'));
  /** The account that works for an organisation, if any is known to. */
  readonly of = this.member.asReadonly();

  set(accountId: string | null): void {
    this.member.set(accountId);
    stored.write('workplace', accountId);
  }
}

import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../../platform/config/settings.js';
import { DomainError } from '../../../platform/problems/domain-error.js';

/** Most exports take less. */
const RETRY_AFTER_SECONDS = 15;

/** How many exports this process carries out at once. */
@Injectable()
export class ExportSlots {
  private taken = 0;

  constructor(private readonly settings: Settings) {}

  /** @throws DomainError BUSY where none is free */
  requireFree(): void {
    if (this.taken < this.settings.EXPORTS_AT_ONCE) return;
    throw new DomainError(
      ProblemCode.Busy,
      'Other exports are under way. Please try again in a moment.',
      { retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  }

  /**
   * @returns gives the slot back; once is enough
   * @throws DomainError BUSY where none is free
   */
  take(): () => void {
    this.requireFree();
    this.taken += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.taken -= 1;
      isTaken = false;
    };
  }
}

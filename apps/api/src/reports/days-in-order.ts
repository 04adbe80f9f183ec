import type { TakingsDaysDto } from '@boxoffice/contracts';
import { validationFailed } from '../platform/http/validation/validation-failed.js';

/** @throws DomainError VALIDATION_FAILED where the last day is before the first */
export function requireDaysInOrder({ from, to }: TakingsDaysDto): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw validationFailed([{ field: 'to', messages: ['to must not be before from'] }]);
}

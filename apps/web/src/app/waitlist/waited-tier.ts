import type { WaitedTierDto } from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';

/** What somebody waits for, as its tickets are called. */
export function waitedTier({ tier, ticketType }: WaitedTierDto): string {
  return ticketName({ tier, ...(ticketType !== null && { ticketType }) });
}

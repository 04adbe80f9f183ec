import type { Envelope, TicketListingDto } from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import type { TierStock } from '../setup/stock.ts';

/** What a process lists of an event, and the moment in which it was so. */
export interface ListedStock {
  readonly tiers: TierStock[];
  readonly asOfMs: number;
  /** Ids of the tickets that it shows. */
  readonly tickets: string[];
}

export async function listedStock(url: string, eventId: string, limit = 0): Promise<ListedStock> {
  const { status, body } = await request<Envelope<TicketListingDto>>(
    `${url}/api/v1/tickets?eventId=${eventId}&limit=${limit}`,
  );
  if (status !== 200) throw new Error(`Could not list: ${status} ${JSON.stringify(body)}`);
  return {
    tiers: body.data.tiers.map(({ name, available, held, booked }) => ({
      tier: name,
      available,
      pending: held,
      booked,
    })),
    asOfMs: Date.parse(body.data.asOf),
    tickets: body.data.tiers.flatMap(({ tickets }) => tickets.map(({ id }) => id)),
  };
}

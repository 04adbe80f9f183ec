import { createHash } from 'node:crypto';
import type { DoorListDto, DoorTicketDto, DoorTicketTypeDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DoorCodes, type CodesOfEvent } from '../../admission/codes/door-codes.js';
import type { AskingDevice } from '../devices/door-access.js';
import { DoorEvents } from './door-events.js';
import { SoldTickets, type SoldTicket } from './sold-tickets.js';

/** The list, with the tag by which a device asks whether it has changed. */
export interface TaggedList {
  list: DoorListDto;
  etag: string;
}

/** Writes the list that a device needs to scan without a network. */
@Injectable()
export class DoorList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: DoorEvents,
    private readonly sold: SoldTickets,
    private readonly codes: DoorCodes,
  ) {}

  /** @throws DomainError EVENT_NOT_FOUND */
  async execute(device: AskingDevice, eventId: string): Promise<TaggedList> {
    const { manager } = this.dataSource;
    const { event, reentry, codesRotate } = await this.events.requireRecent(
      manager,
      device,
      eventId,
    );
    const sold = await this.sold.ofEvent(manager, eventId);
    const { keys, rotationSecret, codes } = await this.codes.of(
      manager,
      { id: eventId, organiserId: device.organiserId, codesRotate },
      sold.map(({ id }) => id),
    );
    const list: DoorListDto = {
      event,
      reentry,
      keys: keys.map(({ number, publicKey }) => ({ number, publicKey: hexOf(publicKey) })),
      rotationSecret: rotationSecret && hexOf(rotationSecret),
      ...compact(sold, codes),
    };
    const digest = createHash('sha256').update(JSON.stringify(list)).digest('base64url');
    return { list, etag: `"${digest}"` };
  }
}

/** Tiers and types once, and their places with the tickets: a list of 20,000 is sent to phones. */
function compact(
  sold: readonly SoldTicket[],
  codes: CodesOfEvent['codes'],
): Pick<DoorListDto, 'tiers' | 'types' | 'tickets'> {
  const tiers = new Map<string, number>();
  const types = new Map<string, { place: number; type: DoorTicketTypeDto }>();
  const tickets = sold.flatMap((ticket): DoorTicketDto[] => {
    const { id, bookingId, tier, type, name, disputed } = ticket;
    const code = codes.get(id);
    // Given back a moment ago.
    if (!code) return [];
    const tierPlace = tiers.get(tier) ?? tiers.size;
    tiers.set(tier, tierPlace);
    return [
      {
        id,
        serial: code.serial,
        onPaper: code.onPaper,
        bookingId,
        tier: tierPlace,
        type: type ? placeOfType(types, type) : null,
        name,
        note: disputed ? 'disputed' : null,
      },
    ];
  });
  return { tiers: [...tiers.keys()], types: [...types.values()].map(({ type }) => type), tickets };
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function placeOfType(
  types: Map<string, { place: number; type: DoorTicketTypeDto }>,
  { name, condition }: NonNullable<SoldTicket['type']>,
): number {
  const key = JSON.stringify([name, condition]);
  const { place } = types.get(key) ?? { place: types.size };
  types.set(key, { place, type: { name, condition } });
  return place;
}

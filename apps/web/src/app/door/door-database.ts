import { Dexie, type Table } from 'dexie';
import type { ConnectedDoorDeviceDto, DoorListDto, KeptScanDto } from '@boxoffice/contracts';

/** What makes this browser a device of the door. */
export interface KeptDevice extends ConnectedDoorDeviceDto {
  /** There is one. */
  key: 'own';
  /** The event that it scans for now, so that a page that is opened again goes on. */
  chosenEventId: string | null;
}

/** The list of an event. */
export interface KeptList {
  eventId: string;
  etag: string;
  list: DoorListDto;
}

/** How far this device knows the scans of an event. Beside the list, which is large and seldom changes. */
export interface KeptProgress {
  eventId: string;
  /** The `next` of the last answer. */
  after: number;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  aheadMs: number;
}

/** A scan: one of this device that is still to be sent, or one that the server has. */
export interface KeptScan extends KeptScanDto {
  eventId: string;
  /** 0: still to be sent, with the time of this device's clock. A number, as IndexedDB finds no booleans. */
  sent: 0 | 1;
}

/** What a device at the door keeps, so that it works without a network and a closed page loses nothing. */
export class DoorDatabase extends Dexie {
  readonly devices!: Table<KeptDevice, string>;
  readonly lists!: Table<KeptList, string>;
  readonly progress!: Table<KeptProgress, string>;
  readonly scans!: Table<KeptScan, [string, string, string, string]>;

  constructor() {
    super('boxoffice-door');
    this.version(1).stores({
      devices: 'key',
      lists: 'eventId',
      progress: 'eventId',
      scans: '[eventId+ticketId+deviceId+nonce], eventId, sent',
    });
  }

  /** Leaves nobody's name on a device that is none of the door's any more. What it has not sent stays. */
  async forgetLists(): Promise<void> {
    await this.transaction('rw', this.lists, this.progress, this.scans, async () => {
      await Promise.all([
        this.lists.clear(),
        this.progress.clear(),
        this.scans.where('sent').equals(1).delete(),
      ]);
    });
  }
}

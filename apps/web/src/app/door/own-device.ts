import { signal } from '@angular/core';
import type { ConnectedDoorDeviceDto } from '@boxoffice/contracts';
import type { DoorDatabase, KeptDevice } from './door-database';

/** What this browser is at the door, if anything. */
export class OwnDevice {
  private readonly kept = signal<KeptDevice | undefined>(undefined);
  readonly current = this.kept.asReadonly();

  constructor(private readonly database: DoorDatabase) {}

  /** What it was when the page was open last. */
  async read(): Promise<void> {
    this.kept.set(await this.database.devices.get('own'));
  }

  /**
   * Becomes a device that was just lent. What it has scanned before as another one, and not sent, is sent as this one.
   */
  async become(connected: ConnectedDoorDeviceDto): Promise<void> {
    const { devices, lists, progress, scans } = this.database;
    const chosenEventId = connected.eventId;
    const device: KeptDevice = Object.assign(connected, { key: 'own' as const, chosenEventId });
    await this.database.transaction('rw', devices, lists, progress, scans, async () => {
      await this.database.forgetLists();
      const unsent = await scans.toArray();
      await scans.clear();
      await scans.bulkPut(unsent.map((scan) => ({ ...scan, deviceId: device.id })));
      await devices.put(device);
    });
    this.kept.set(device);
    // Asked for once; without it, a browser that is short of space may forget what wasn't sent.
    void navigator.storage.persist();
  }

  /** Says at which gate it stands, or which event it scans for. */
  async change(fields: Partial<Pick<KeptDevice, 'gate' | 'chosenEventId'>>): Promise<void> {
    const before = this.kept();
    if (!before) return;
    const device = { ...before, ...fields };
    await this.database.devices.put(device);
    this.kept.set(device);
  }
}

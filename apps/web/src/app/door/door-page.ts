import { Component, DestroyRef, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ConnectedDoorDeviceDto, DoorEventDto } from '@boxoffice/contracts';
import { Identity } from '../account/identity';
import { formatEventMoment } from '../design/formats';
import { Notice } from '../design/notice';
import { PageState } from '../design/page-state';
import { OfflinePage } from '../device/offline-page';
import { keepScreenAwake } from '../device/screen-awake';
import { DoorDatabase } from './door-database';
import { DoorPost } from './door-post';
import { DoorServer, RefusedError } from './door-server';
import { isDoorsOwnDocument, offerToInstall } from './install-door';
import { OwnDevice } from './own-device';
import { ScanDesk } from './scan-desk';
import { UseOwnDevice } from './use-own-device';

/** Why there may be nothing to scan with: the link was no good, the device was taken back, or there is no network. */
type Trouble = 'link' | 'taken_back' | 'offline';

/** For whoever stands at the door: becomes a device of the door by a link, chooses an event, and scans. */
@Component({
  selector: 'box-door-page',
  imports: [MatButton, Notice, PageState, RouterLink, ScanDesk, UseOwnDevice],
  templateUrl: './door-page.html',
  styleUrl: './door-page.scss',
})
export class DoorPage {
  protected readonly identity = inject(Identity);
  private readonly database = new DoorDatabase();
  private readonly own = new OwnDevice(this.database);

  protected readonly device = this.own.current;
  protected readonly events = signal<DoorEventDto[] | undefined>(undefined);
  protected readonly post = signal<DoorPost | undefined>(undefined);
  protected readonly trouble = signal<Trouble | undefined>(undefined);
  protected readonly isReady = signal(false);

  constructor() {
    if (!isDoorsOwnDocument()) {
      location.replace('/door');
      return;
    }
    const onLink = (): void => void this.begin();
    // A link that is opened where the page is open already.
    addEventListener('hashchange', onLink);
    inject(DestroyRef).onDestroy(() => {
      removeEventListener('hashchange', onLink);
      this.post()?.close();
      this.database.close();
    });
    offerToInstall();
    keepScreenAwake();
    void inject(OfflinePage).keep('/door');
    void this.begin();
  }

  protected when({ startsAt, timeZone }: DoorEventDto): string {
    return formatEventMoment(startsAt, timeZone);
  }

  protected async choose(eventId: string): Promise<void> {
    await this.own.change({ chosenEventId: eventId });
    await this.scanFor(eventId);
  }

  protected async leave(): Promise<void> {
    this.close();
    await this.own.change({ chosenEventId: null });
    await this.readEvents();
  }

  protected async standAt(gate: string): Promise<void> {
    await this.own.change({ gate });
  }

  /** A member's own device: it is one as long as they are a member. */
  protected async useOwn(connected: ConnectedDoorDeviceDto): Promise<void> {
    await this.own.become(connected);
    await this.goOn();
  }

  /** Opens the link that it was opened with, or goes on as the device that it was. */
  protected async begin(): Promise<void> {
    const token = /^#lend=([\w-]+)$/.exec(location.hash)?.[1];
    await this.own.read();
    if (token !== undefined) await this.connect(token);
    await this.goOn();
    this.isReady.set(true);
  }

  private async goOn(): Promise<void> {
    const eventId = this.device()?.chosenEventId;
    if (eventId) await this.scanFor(eventId);
    else await this.readEvents();
  }

  private async scanFor(eventId: string): Promise<void> {
    const device = this.device();
    if (!device) return;
    this.close();
    const here = (): typeof device => this.device() ?? device;
    const post = new DoorPost(this.database, new DoorServer(device.bearer), here, eventId);
    await post.open();
    this.post.set(post);
  }

  private close(): void {
    this.post()?.close();
    this.post.set(undefined);
  }

  private async connect(token: string): Promise<void> {
    try {
      const connected = await DoorServer.connect(token);
      this.close();
      await this.own.become(connected);
      this.trouble.set(undefined);
    } catch (error) {
      this.trouble.set(error instanceof RefusedError ? 'link' : 'offline');
      // Nobody could say yet whether it is good: it stays in the address, to be opened again.
      if (!(error instanceof RefusedError)) return;
    }
    // Used up, and nobody's to see over a shoulder.
    history.replaceState(history.state, '', location.pathname);
  }

  /** Without a network, the events whose lists are kept can be chosen. */
  private async readEvents(): Promise<void> {
    const device = this.device();
    if (!device) return;
    try {
      const { events } = await new DoorServer(device.bearer).events();
      this.events.set(events);
      if (this.trouble() === 'offline') this.trouble.set(undefined);
    } catch (error) {
      const isTakenBack = error instanceof RefusedError && error.status === 401;
      if (isTakenBack) await this.database.forgetLists();
      this.trouble.set(isTakenBack ? 'taken_back' : 'offline');
      const kept = await this.database.lists.toArray();
      this.events.set(kept.map(({ list }) => list.event));
    }
  }
}

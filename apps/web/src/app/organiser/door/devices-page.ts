import { Component, computed, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { DoorDeviceDto, LentDoorDeviceDto } from '@boxoffice/contracts';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import type { Failure } from '../../api/problem';
import { Task } from '../../api/task';
import { ConfirmDialog } from '../../design/confirm-dialog';
import { FailureNotice } from '../../design/failure-notice';
import { formatDayAndTime, formatShortDay } from '../../design/formats';
import { Notice } from '../../design/notice';
import { ChoiceField } from '../../form/choice-field';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { Confirmation } from '../confirmation';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { guardForm } from '../unsaved';
import { isDevice, NO_DEVICE, toDevice } from './device-draft';
import { DoorDevices } from './door-devices';
import { LendLink } from './lend-link';

/** How often it is looked whether the device has opened its link, or still scans. */
const REFRESH_MS = 5_000;

/** Devices at the door: lent by a code that their camera reads, and taken back. */
@Component({
  selector: 'box-devices-page',
  imports: [
    ChoiceField,
    ConfirmDialog,
    FailureNotice,
    LendLink,
    MatButton,
    Notice,
    SubmitButton,
    TextField,
    UnreadPage,
  ],
  templateUrl: './devices-page.html',
  styleUrls: ['../../form/form.scss', '../webhooks/webhooks.scss'],
})
export class DevicesPage {
  private readonly confirmation = inject(Confirmation);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly devices = new DoorDevices(this.current.id);

  private readonly model = signal(NO_DEVICE);
  protected readonly fields = form(this.model, isDevice);
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly choices = computed(() => [
    { value: '', words: $localize`All events` },
    ...this.eventsToCome().map(({ id, name, startsAt, timeZone }) => ({
      value: id,
      words: `${name} · ${formatShortDay(startsAt, timeZone)}`,
    })),
  ]);

  /** The device that was lent last, with its link. */
  private readonly lent = signal<LentDoorDeviceDto | undefined>(undefined);
  private readonly lentNow = computed(() =>
    this.devices.all.data()?.find(({ id }) => id === this.lent()?.id),
  );
  /** Until it has opened its link, or was taken back. */
  protected readonly linkOf = computed(() => {
    const now = this.lentNow();
    return now?.connectedAt === null ? this.lent() : undefined;
  });
  protected readonly connectedHeading = computed(() => {
    const device = this.lentNow();
    return device?.connectedAt ? $localize`“${device.name}:name:” can scan now` : '';
  });

  protected readonly leaving = signal<DoorDeviceDto | undefined>(undefined);
  protected readonly leavingHeading = computed(
    () => $localize`Take back “${this.leaving()?.name ?? ''}:name:”?`,
  );
  protected readonly task = new Task();

  constructor() {
    guardForm(this.fields);
    refreshWhileVisible(() => this.devices.all.reload(), REFRESH_MS);
  }

  protected async lend(event: Event): Promise<void> {
    event.preventDefault();
    const isDone = await sendForm(this.fields, this.failure, async () => {
      this.lent.set(await this.devices.lend(toDevice(this.model())));
    });
    if (isDone) this.fields().reset(NO_DEVICE);
  }

  protected async takeBack(device: DoorDeviceDto): Promise<void> {
    this.leaving.set(undefined);
    const isDone = await this.task.run(() => this.devices.takeBack(device));
    if (isDone) this.confirmation.say($localize`“${device.name}:name:” can’t scan any more`);
  }

  /** Where it stands, and what it is for. */
  protected placeOf({ gate, own, eventId }: DoorDeviceDto): string {
    const event = this.devices.events.data()?.find(({ id }) => id === eventId);
    return [gate, event?.name, own && $localize`A member’s own`].filter(Boolean).join(' · ');
  }

  protected seenText({ connectedAt, lastSeenAt }: DoorDeviceDto): string {
    if (connectedAt === null) return $localize`Link not opened yet`;
    return $localize`Last seen ${formatDayAndTime(lastSeenAt ?? connectedAt)}:time:`;
  }

  private eventsToCome() {
    const isOpen = (state: string): boolean => !['draft', 'cancelled', 'ended'].includes(state);
    return (this.devices.events.data() ?? [])
      .filter(({ state }) => isOpen(state))
      .sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  }
}

import type { SchemaPathTree } from '@angular/forms/signals';
import type {
  DOOR_DEVICE_NAME_MAX_LENGTH,
  GATE_MAX_LENGTH,
  LendDoorDeviceDto,
} from '@boxoffice/contracts';
import { asksFor, isLine } from '../../form/rules';

/** The contract's own bounds; importing their values would pull every validator into the page. */
const NAME_MAX: typeof DOOR_DEVICE_NAME_MAX_LENGTH = 50;
const GATE_MAX: typeof GATE_MAX_LENGTH = 30;

/** What the form that lends a device holds. */
export interface DeviceDraft {
  name: string;
  gate: string;
  /** Empty: all events. */
  eventId: string;
}

export const NO_DEVICE: DeviceDraft = { name: '', gate: '', eventId: '' };

export function isDevice(path: SchemaPathTree<DeviceDraft>): void {
  asksFor(path.name, $localize`Enter a name, such as “Phone at the side door”`);
  isLine(path.name, NAME_MAX);
  isLine(path.gate, GATE_MAX);
}

export function toDevice({ name, gate, eventId }: DeviceDraft): LendDoorDeviceDto {
  return { name: name.trim(), gate: gate.trim(), eventId: eventId || null };
}

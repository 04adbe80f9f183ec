import { Module } from '@nestjs/common';
import { AdmissionModule } from '../admission/admission.module.js';
import { EventsModule } from '../events/events.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { ConnectDevice } from './devices/connect-device.js';
import { DoorDeviceGuard } from './devices/door-access.js';
import { LendDevices } from './devices/lend-devices.js';
import { DoorData } from './door-data.js';
import { DoorDevicesController } from './door-devices.controller.js';
import { DoorController } from './door.controller.js';
import { EventAdmissionController } from './event-admission.controller.js';
import { DoorEvents } from './list/door-events.js';
import { DoorList } from './list/door-list.js';
import { SoldTickets } from './list/sold-tickets.js';
import { ChangeReentry } from './live/change-reentry.js';
import { ShowAdmission } from './live/show-admission.js';
import { EventScans } from './scans/event-scans.js';
import { SyncScans } from './scans/sync-scans.js';

/** The door: devices that are lent, what they scan, and who is in. */
@Module({
  imports: [AdmissionModule, OrganisersModule, EventsModule],
  controllers: [DoorController, DoorDevicesController, EventAdmissionController],
  providers: [
    DoorDeviceGuard,
    LendDevices,
    ConnectDevice,
    DoorEvents,
    SoldTickets,
    DoorList,
    EventScans,
    SyncScans,
    ShowAdmission,
    ChangeReentry,
    DoorData,
  ],
  exports: [EventScans],
})
export class DoorModule {}

import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { UsersModule } from '../users/users.module.js';
import { AttendeeData } from './attendee-data.js';
import { AttendeeDrafts } from './attendee-drafts.js';
import { Attendees } from './attendees.js';
import { AttendeesController } from './attendees.controller.js';
import { ChangeAttendees } from './change/change-attendees.js';
import { ShowAttendees } from './find/show-attendees.js';
import { OrganiserAttendeesController } from './organiser-attendees.controller.js';
import { RequireAttendees } from './require-attendees.js';

@Module({
  imports: [EventsModule, OrganisersModule, UsersModule],
  controllers: [AttendeesController, OrganiserAttendeesController],
  providers: [
    Attendees,
    AttendeeDrafts,
    AttendeeData,
    ChangeAttendees,
    RequireAttendees,
    ShowAttendees,
  ],
  exports: [Attendees, AttendeeDrafts, RequireAttendees],
})
export class AttendeesModule {}

import { Module } from '@nestjs/common';
import { RateLimitsModule } from '../platform/rate-limits/rate-limits.module.js';
import { ImagesModule } from '../images/images.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { AllotmentsController } from './allotments/allotments.controller.js';
import { ChangeAllotments } from './allotments/change-allotments.js';
import { CopyAllotments } from './allotments/copy-allotments.js';
import { ListAllotments } from './allotments/list-allotments.js';
import { ReleaseAllotment } from './allotments/release-allotment.js';
import { ReleaseDueAllotments } from './allotments/release-due-allotments.js';
import { AnnouncementsController } from './announcements/announcements.controller.js';
import { EventAnnouncements } from './announcements/event-announcements.js';
import { WriteToBuyers } from './announcements/write-to-buyers.js';
import { AddTickets } from './capacity/add-tickets.js';
import { ChangeCapacity } from './capacity/change-capacity.js';
import { ChangeEvent } from './change/change-event.js';
import { Checklist } from './checklist/checklist.js';
import { CreateEvent } from './create/create-event.js';
import { ChangeCodes } from './codes/change-codes.js';
import { BuyerRefundRules } from './buyer-refunds/buyer-refund-rules.js';
import { CancelDates } from './cancellation/cancel-dates.js';
import { CancelEvent } from './cancellation/cancel-event.js';
import { EventCancellations } from './cancellation/event-cancellations.js';
import { CopyCodes } from './codes/copy-codes.js';
import { CodesController } from './codes/codes.controller.js';
import { ListCodes } from './codes/list-codes.js';
import { CodeTries } from './codes/code-tries.js';
import { SaleCodes } from './codes/sale-codes.js';
import { DuplicateEvent } from './duplicate/duplicate-event.js';
import { EventCatalogue } from './event-catalogue.js';
import { EventOffers } from './event-offers.js';
import { EventChanges } from './event-changes.js';
import { EventsController } from './events.controller.js';
import { FindListings } from './listing/find-listings.js';
import { RemovePastListings } from './listing/remove-past-listings.js';
import { ListEvents } from './listing/list-events.js';
import { ListOrganiserEvents } from './list/list-organiser-events.js';
import { ChangeEventImage } from './image/change-event-image.js';
import { LockEvent } from './lock-event.js';
import { OrganiserEventsController } from './organiser-events.controller.js';
import { OrganiserImageController } from './organiser-image.controller.js';
import { OrganiserTiersController } from './organiser-tiers.controller.js';
import { EventQuota } from './quota/event-quota.js';
import { AttendeeForms } from './questions/attendee-forms.js';
import { ChangeAttendeeForm } from './questions/change-attendee-form.js';
import { EventQuestionsController } from './questions/event-questions.controller.js';
import { ShowAttendeeForm } from './questions/show-attendee-form.js';
import { PaidEvents } from './paid/paid-events.js';
import { PublicEvents } from './public-events.js';
import { AddDates } from './series/add-dates.js';
import { ChangeSeries } from './series/change-series.js';
import { DatesOfSeries } from './series/dates-of-series.js';
import { LockSeries } from './series/lock-series.js';
import { OrganiserSeriesController } from './series/organiser-series.controller.js';
import { PublicSeries } from './series/public-series.js';
import { SeriesChanges } from './series/series-changes.js';
import { SeriesState } from './series/series-state.js';
import { SeriesController } from './series/series.controller.js';
import { ShowSeries } from './series/show-series.js';
import { ShowOrganiserEvent } from './show/show-organiser-event.js';
import { ChangeState } from './state/change-state.js';
import { ChangeTicketTypes } from './tiers/change-ticket-types.js';
import { ChangeTiers } from './tiers/change-tiers.js';
import { WaitlistStocks } from './waitlists/waitlist-stocks.js';
import { InsertTiers } from './tiers/insert-tiers.js';
import { Reorder } from './tiers/reorder.js';

@Module({
  imports: [ImagesModule, OrganisersModule, PaymentsModule, RateLimitsModule],
  controllers: [
    EventsController,
    SeriesController,
    OrganiserEventsController,
    OrganiserTiersController,
    OrganiserImageController,
    OrganiserSeriesController,
    EventQuestionsController,
    AllotmentsController,
    CodesController,
    AnnouncementsController,
  ],
  providers: [
    EventCatalogue,
    EventOffers,
    PublicEvents,
    FindListings,
    ListEvents,
    EventChanges,
    ChangeEvent,
    ChangeEventImage,
    AddTickets,
    LockEvent,
    ChangeCapacity,
    ChangeTiers,
    ChangeTicketTypes,
    CreateEvent,
    EventQuota,
    DuplicateEvent,
    ListOrganiserEvents,
    ShowOrganiserEvent,
    Checklist,
    PaidEvents,
    ChangeState,
    CancelEvent,
    CancelDates,
    EventCancellations,
    EventAnnouncements,
    WriteToBuyers,
    DatesOfSeries,
    InsertTiers,
    Reorder,
    AddDates,
    ChangeSeries,
    LockSeries,
    PublicSeries,
    SeriesChanges,
    SeriesState,
    ShowSeries,
    AttendeeForms,
    ShowAttendeeForm,
    ChangeAttendeeForm,
    ListAllotments,
    CopyAllotments,
    ChangeAllotments,
    ReleaseAllotment,
    ReleaseDueAllotments,
    WaitlistStocks,
    RemovePastListings,
    CopyCodes,
    ListCodes,
    ChangeCodes,
    SaleCodes,
    CodeTries,
    BuyerRefundRules,
  ],
  exports: [
    WaitlistStocks,
    ReleaseDueAllotments,
    EventChanges,
    EventCancellations,
    EventAnnouncements,
    DatesOfSeries,
    SaleCodes,
    CodeTries,
    EventCatalogue,
    EventOffers,
    PublicEvents,
    AddTickets,
    PublicSeries,
    AttendeeForms,
    BuyerRefundRules,
    LockEvent,
  ],
})
export class EventsModule {}

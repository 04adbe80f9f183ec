import type { Data, Route, Routes } from '@angular/router';
import type { OrganiserRole } from '@boxoffice/contracts';
import { forAccounts } from '../session/guards';
import { unlessUnsaved } from './unsaved';

const notFound: Route = {
  path: '**',
  title: () => $localize`Page not found`,
  loadComponent: () => import('../shell/not-found-page').then((file) => file.NotFoundPage),
};

/** The lowest role that a page is for: the frame shows it to nobody below, and the server answers nobody below. */
function needs(role: OrganiserRole): Data {
  return { needs: role };
}

export const organiserRoutes: Routes = [
  {
    // Whoever is invited may have no account yet: the page says what to do.
    path: 'invitation',
    title: () => $localize`Invitation`,
    loadComponent: () => import('./invitation/invitation-page').then((file) => file.InvitationPage),
  },
  {
    path: '',
    pathMatch: 'full',
    title: () => $localize`Your organisations`,
    canMatch: [forAccounts],
    loadComponent: () => import('./list/organisers-page').then((file) => file.OrganisersPage),
  },
  {
    path: 'new',
    title: () => $localize`New organisation`,
    canMatch: [forAccounts],
    canDeactivate: [unlessUnsaved],
    loadComponent: () => import('./details/found-page').then((file) => file.FoundPage),
  },
  {
    path: ':organiserId',
    canMatch: [forAccounts],
    loadComponent: () => import('./organiser-frame').then((file) => file.OrganiserFrame),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: () => $localize`Events`,
        loadComponent: () =>
          import('./events/organiser-events-page').then((file) => file.OrganiserEventsPage),
      },
      {
        path: 'events/new',
        title: () => $localize`New event`,
        data: needs('manager'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./create/create-event-page').then((file) => file.CreateEventPage),
      },
      {
        path: 'events/:eventId',
        pathMatch: 'full',
        title: () => $localize`Event`,
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./event/organiser-event-page').then((file) => file.OrganiserEventPage),
      },
      {
        path: 'events/:eventId/edit',
        title: () => $localize`Edit details`,
        data: needs('manager'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () => import('./event/edit-event-page').then((file) => file.EditEventPage),
      },
      {
        path: 'events/:eventId/preview',
        title: () => $localize`Preview`,
        data: needs('manager'),
        loadComponent: () => import('./event/preview-page').then((file) => file.PreviewPage),
      },
      {
        path: 'events/:eventId/questions',
        title: () => $localize`Attendees and questions`,
        data: needs('box_office'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./event/questions/questions-page').then((file) => file.QuestionsPage),
      },
      {
        path: 'events/:eventId/dashboard',
        title: () => $localize`Dashboard`,
        data: needs('box_office'),
        loadComponent: () =>
          import('./event/dashboard/dashboard-page').then((file) => file.DashboardPage),
      },
      {
        path: 'events/:eventId/bookings',
        title: () => $localize`Bookings`,
        data: needs('box_office'),
        loadComponent: () =>
          import('./event/bookings/bookings-page').then((file) => file.EventBookingsPage),
      },
      {
        path: 'events/:eventId/bookings/:bookingId',
        title: () => $localize`Booking`,
        data: needs('box_office'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./event/bookings/event-booking-page').then((file) => file.EventBookingPage),
      },
      {
        path: 'events/:eventId/bookings/:bookingId/attendees',
        title: () => $localize`Edit attendees`,
        data: needs('box_office'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./event/bookings/event-attendees-page').then((file) => file.EventAttendeesPage),
      },
      {
        path: 'events/:eventId/guests',
        title: () => $localize`Guest list`,
        loadComponent: () => import('./event/guests/guests-page').then((file) => file.GuestsPage),
      },
      {
        path: 'events/:eventId/admission',
        title: () => $localize`Admission`,
        loadComponent: () =>
          import('./event/admission/admission-page').then((file) => file.AdmissionPage),
      },
      {
        path: 'events/:eventId/messages',
        title: () => $localize`Messages`,
        data: needs('manager'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./event/messages/messages-page').then((file) => file.MessagesPage),
      },
      {
        path: 'events/:eventId/counter',
        title: () => $localize`Counter`,
        data: needs('box_office'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./event/counter/counter-page').then((file) => file.CounterPage),
      },
      {
        path: 'events/:eventId/counter/:bookingId',
        title: () => $localize`Receipt`,
        data: needs('box_office'),
        loadComponent: () =>
          import('./event/counter/receipt-page').then((file) => file.ReceiptPage),
      },
      {
        path: 'series/:seriesId',
        title: () => $localize`Series`,
        data: needs('manager'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./series/organiser-series-page').then((file) => file.OrganiserSeriesPage),
      },
      {
        path: 'takings',
        title: () => $localize`Takings`,
        data: needs('manager'),
        loadComponent: () => import('./takings/takings-page').then((file) => file.TakingsPage),
      },
      {
        path: 'ledger',
        title: () => $localize`Ledger`,
        data: needs('manager'),
        loadComponent: () => import('./ledger/ledger-page').then((file) => file.LedgerPage),
      },
      {
        path: 'payments',
        title: () => $localize`Payments`,
        loadComponent: () => import('./payments/payments-page').then((file) => file.PaymentsPage),
      },
      {
        path: 'details',
        title: () => $localize`Organisation`,
        data: needs('owner'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () => import('./details/details-page').then((file) => file.DetailsPage),
      },
      {
        path: 'events/:eventId/tiers',
        title: () => $localize`Tiers and prices`,
        data: needs('manager'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () => import('./event/tiers/tiers-page').then((file) => file.TiersPage),
      },
      {
        path: 'events/:eventId/allotments',
        title: () => $localize`Allotments`,
        data: needs('box_office'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./event/allotments/allotments-page').then((file) => file.AllotmentsPage),
      },
      {
        path: 'events/:eventId/waitlist',
        title: () => $localize`Waitlist`,
        data: needs('box_office'),
        loadComponent: () =>
          import('./event/waitlist/waitlist-page').then((file) => file.WaitlistPage),
      },
      {
        path: 'events/:eventId/codes',
        title: () => $localize`Codes`,
        data: needs('manager'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () => import('./event/codes/codes-page').then((file) => file.CodesPage),
      },
      {
        path: 'events/:eventId/fees',
        title: () => $localize`Fees and tax`,
        data: needs('manager'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () => import('./event/fees/fees-page').then((file) => file.FeesPage),
      },
      {
        path: 'invoices',
        title: () => $localize`Invoices`,
        data: needs('manager'),
        loadComponent: () => import('./invoices/invoices-page').then((file) => file.InvoicesPage),
      },
      {
        path: 'invoices/settings',
        title: () => $localize`Invoice settings`,
        data: needs('owner'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () =>
          import('./invoices/invoice-settings-page').then((file) => file.InvoiceSettingsPage),
      },
      {
        path: 'webhooks',
        title: () => $localize`Webhooks`,
        data: needs('manager'),
        loadComponent: () => import('./webhooks/webhooks-page').then((file) => file.WebhooksPage),
      },
      {
        path: 'webhooks/:webhookId',
        title: () => $localize`Webhook`,
        data: needs('manager'),
        loadComponent: () => import('./webhooks/webhook-page').then((file) => file.WebhookPage),
      },
      {
        path: 'door',
        title: () => $localize`Door`,
        data: needs('box_office'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () => import('./door/devices-page').then((file) => file.DevicesPage),
      },
      {
        path: 'members',
        title: () => $localize`Members`,
        data: needs('manager'),
        canDeactivate: [unlessUnsaved],
        loadComponent: () => import('./members/members-page').then((file) => file.MembersPage),
      },
      notFound,
    ],
  },
  notFound,
];

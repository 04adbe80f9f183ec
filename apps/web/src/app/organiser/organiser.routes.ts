import type { Route, Routes } from '@angular/router';
import { forAccounts } from '../session/guards';

const notFound: Route = {
  path: '**',
  title: () => $localize`Page not found`,
  loadComponent: () => import('../shell/not-found-page').then((file) => file.NotFoundPage),
};

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
        loadComponent: () =>
          import('./create/create-event-page').then((file) => file.CreateEventPage),
      },
      {
        path: 'events/:eventId',
        pathMatch: 'full',
        title: () => $localize`Event`,
        loadComponent: () =>
          import('./event/organiser-event-page').then((file) => file.OrganiserEventPage),
      },
      {
        path: 'events/:eventId/edit',
        title: () => $localize`Edit details`,
        loadComponent: () => import('./event/edit-event-page').then((file) => file.EditEventPage),
      },
      {
        path: 'events/:eventId/preview',
        title: () => $localize`Preview`,
        loadComponent: () => import('./event/preview-page').then((file) => file.PreviewPage),
      },
      {
        path: 'events/:eventId/questions',
        title: () => $localize`Attendees and questions`,
        loadComponent: () =>
          import('./event/questions/questions-page').then((file) => file.QuestionsPage),
      },
      {
        path: 'events/:eventId/dashboard',
        title: () => $localize`Dashboard`,
        loadComponent: () =>
          import('./event/dashboard/dashboard-page').then((file) => file.DashboardPage),
      },
      {
        path: 'events/:eventId/bookings',
        title: () => $localize`Bookings`,
        loadComponent: () =>
          import('./event/bookings/bookings-page').then((file) => file.EventBookingsPage),
      },
      {
        path: 'events/:eventId/bookings/:bookingId',
        title: () => $localize`Booking`,
        loadComponent: () =>
          import('./event/bookings/event-booking-page').then((file) => file.EventBookingPage),
      },
      {
        path: 'events/:eventId/bookings/:bookingId/attendees',
        title: () => $localize`Edit attendees`,
        loadComponent: () =>
          import('./event/bookings/event-attendees-page').then((file) => file.EventAttendeesPage),
      },
      {
        path: 'events/:eventId/guests',
        title: () => $localize`Guest list`,
        loadComponent: () => import('./event/guests/guests-page').then((file) => file.GuestsPage),
      },
      {
        path: 'events/:eventId/counter',
        title: () => $localize`Counter`,
        loadComponent: () =>
          import('./event/counter/counter-page').then((file) => file.CounterPage),
      },
      {
        path: 'events/:eventId/counter/:bookingId',
        title: () => $localize`Receipt`,
        loadComponent: () =>
          import('./event/counter/receipt-page').then((file) => file.ReceiptPage),
      },
      {
        path: 'series/:seriesId',
        title: () => $localize`Series`,
        loadComponent: () =>
          import('./series/organiser-series-page').then((file) => file.OrganiserSeriesPage),
      },
      {
        path: 'takings',
        title: () => $localize`Takings`,
        loadComponent: () => import('./takings/takings-page').then((file) => file.TakingsPage),
      },
      {
        path: 'details',
        title: () => $localize`Organisation`,
        loadComponent: () => import('./details/details-page').then((file) => file.DetailsPage),
      },
      {
        path: 'events/:eventId/tiers',
        title: () => $localize`Tiers and prices`,
        loadComponent: () => import('./event/tiers/tiers-page').then((file) => file.TiersPage),
      },
      {
        path: 'events/:eventId/allotments',
        title: () => $localize`Allotments`,
        loadComponent: () =>
          import('./event/allotments/allotments-page').then((file) => file.AllotmentsPage),
      },
      {
        path: 'events/:eventId/codes',
        title: () => $localize`Codes`,
        loadComponent: () => import('./event/codes/codes-page').then((file) => file.CodesPage),
      },
      {
        path: 'events/:eventId/fees',
        title: () => $localize`Fees and tax`,
        loadComponent: () => import('./event/fees/fees-page').then((file) => file.FeesPage),
      },
      {
        path: 'members',
        title: () => $localize`Members`,
        loadComponent: () => import('./members/members-page').then((file) => file.MembersPage),
      },
      notFound,
    ],
  },
  notFound,
];

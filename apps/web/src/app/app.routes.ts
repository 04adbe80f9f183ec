import type { Routes } from '@angular/router';
import { EventPage } from './events/event-page';
import { withStaffTexts } from './language/staff-texts';
import { forAccounts, forBuyers, withStaffRole } from './session/guards';
import { forTicketHolders } from './tickets/for-ticket-holders';

export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: () => $localize`Events`,
    loadComponent: () => import('./events/list/events-page').then((file) => file.EventsPage),
  },
  {
    path: 'events/:eventId',
    title: () => $localize`Tickets`,
    component: EventPage,
  },
  {
    path: 'series/:seriesId',
    title: () => $localize`Choose a date`,
    loadComponent: () => import('./events/series/series-page').then((file) => file.SeriesPage),
  },
  {
    path: 'events/:eventId/legal/:document',
    title: () => $localize`Terms`,
    loadComponent: () => import('./events/about/legal-page').then((file) => file.LegalPage),
  },
  {
    path: 'checkout/:bookingId',
    title: () => $localize`Checkout`,
    canMatch: [forBuyers],
    loadComponent: () => import('./booking/checkout-page').then((file) => file.CheckoutPage),
  },
  {
    path: 'bookings',
    pathMatch: 'full',
    title: () => $localize`My bookings`,
    canMatch: [forBuyers],
    loadComponent: () => import('./account/my-bookings-page').then((file) => file.MyBookingsPage),
  },
  {
    // Before the page above it, whose guard would be asked as well, and knows nobody without a network.
    path: 'bookings/:bookingId/tickets',
    title: () => $localize`Your tickets`,
    canMatch: [forTicketHolders],
    loadComponent: () => import('./tickets/tickets-page').then((file) => file.TicketsPage),
  },
  {
    path: 'bookings/:bookingId',
    title: () => $localize`Your tickets`,
    canMatch: [forBuyers],
    loadComponent: () => import('./booking/booking-page').then((file) => file.BookingPage),
  },
  {
    path: 'bookings/:bookingId/attendees',
    title: () => $localize`Edit attendees`,
    canMatch: [forBuyers],
    loadComponent: () =>
      import('./booking/attendees/edit-attendees-page').then((file) => file.EditAttendeesPage),
  },
  {
    // For whoever has the link: they may have no account.
    path: 'ticket',
    title: () => $localize`Your ticket`,
    loadComponent: () => import('./tickets/passed-on-page').then((file) => file.PassedOnPage),
  },
  {
    path: 'account',
    canMatch: [forAccounts],
    loadChildren: () => import('./account/account.routes').then((file) => file.accountRoutes),
  },
  {
    path: 'organiser',
    loadChildren: () =>
      withStaffTexts(() => import('./organiser/organiser.routes')).then(
        (file) => file.organiserRoutes,
      ),
  },
  {
    // For nobody in particular: a device that was lent has no account.
    path: 'door',
    loadChildren: () =>
      withStaffTexts(() => import('./door/door.routes')).then((file) => file.doorRoutes),
  },
  {
    path: 'sign-in',
    title: () => $localize`Sign in`,
    loadComponent: () => import('./sign-in/sign-in-page').then((file) => file.SignInPage),
  },
  {
    path: 'sign-out',
    title: () => $localize`Sign out`,
    loadComponent: () => import('./sign-in/sign-out-page').then((file) => file.SignOutPage),
  },
  {
    path: 'register',
    title: () => $localize`Create an account`,
    loadComponent: () => import('./sign-in/register-page').then((file) => file.RegisterPage),
  },
  {
    path: 'verify-email',
    title: () => $localize`Confirm your account`,
    loadComponent: () => import('./sign-in/verify-email-page').then((file) => file.VerifyEmailPage),
  },
  {
    path: 'forgot-password',
    title: () => $localize`Forgot your password?`,
    loadComponent: () =>
      import('./sign-in/forgot-password-page').then((file) => file.ForgotPasswordPage),
  },
  {
    path: 'reset-password',
    title: () => $localize`Set a new password`,
    loadComponent: () =>
      import('./sign-in/reset-password-page').then((file) => file.ResetPasswordPage),
  },
  {
    path: 'guest-bookings',
    title: () => $localize`My bookings`,
    loadComponent: () =>
      import('./sign-in/guest-bookings-page').then((file) => file.GuestBookingsPage),
  },
  {
    path: 'admin',
    canMatch: [forBuyers, withStaffRole],
    loadChildren: () =>
      withStaffTexts(() => import('./admin/admin.routes')).then((file) => file.adminRoutes),
  },
  {
    // Whoever is known but has no access is told so at the address they asked for.
    path: 'admin',
    children: [
      {
        path: '**',
        title: () => $localize`No access`,
        loadComponent: () => import('./shell/forbidden-page').then((file) => file.ForbiddenPage),
      },
    ],
  },
  // The address of the first system's admin page.
  { path: 'create-tickets', redirectTo: 'admin/create-tickets' },
  {
    path: '**',
    title: () => $localize`Page not found`,
    loadComponent: () => import('./shell/not-found-page').then((file) => file.NotFoundPage),
  },
];

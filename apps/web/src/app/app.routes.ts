import type { Routes } from '@angular/router';

export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Events',
    loadComponent: () => import('./events/events-page').then((file) => file.EventsPage),
  },
  {
    path: 'events/:eventId',
    title: 'Tickets',
    loadComponent: () => import('./events/event-page').then((file) => file.EventPage),
  },
  {
    path: 'checkout/:bookingId',
    title: 'Checkout',
    loadComponent: () => import('./booking/checkout-page').then((file) => file.CheckoutPage),
  },
  {
    path: 'bookings',
    pathMatch: 'full',
    title: 'My bookings',
    loadComponent: () => import('./account/my-bookings-page').then((file) => file.MyBookingsPage),
  },
  {
    path: 'bookings/:bookingId',
    title: 'Your tickets',
    loadComponent: () => import('./booking/booking-page').then((file) => file.BookingPage),
  },
  {
    path: 'admin',
    loadChildren: () => import('./admin/admin.routes').then((file) => file.adminRoutes),
  },
  // The address of the first system's admin page.
  { path: 'create-tickets', redirectTo: 'admin/create-tickets' },
  {
    path: '**',
    title: 'Page not found',
    loadComponent: () => import('./shell/not-found-page').then((file) => file.NotFoundPage),
  },
];

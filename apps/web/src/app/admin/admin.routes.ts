import type { Route, Routes } from '@angular/router';
import { withAdminRole } from '../session/guards';

const loadForbidden: Route['loadComponent'] = () =>
  import('../shell/forbidden-page').then((file) => file.ForbiddenPage);

export const adminRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./admin-frame').then((file) => file.AdminFrame),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Stock',
        loadComponent: () => import('./stock/stock-page').then((file) => file.StockPage),
      },
      { path: 'stock', pathMatch: 'full', redirectTo: '' },
      {
        path: 'create-tickets',
        title: 'Create tickets',
        loadComponent: () =>
          import('./create-tickets/create-tickets-page').then((file) => file.CreateTicketsPage),
      },
      {
        path: 'users',
        title: 'Users',
        canMatch: [withAdminRole],
        loadComponent: () => import('./users/users-page').then((file) => file.UsersPage),
      },
      { path: 'users', title: 'Not for your account', loadComponent: loadForbidden },
      {
        path: 'audit',
        title: 'Audit',
        canMatch: [withAdminRole],
        loadComponent: () => import('./audit/audit-page').then((file) => file.AuditPage),
      },
      { path: 'audit', title: 'Not for your account', loadComponent: loadForbidden },
      {
        path: '**',
        title: 'Page not found',
        loadComponent: () => import('../shell/not-found-page').then((file) => file.NotFoundPage),
      },
    ],
  },
];

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
        title: () => $localize`Stock`,
        loadComponent: () => import('./stock/stock-page').then((file) => file.StockPage),
      },
      { path: 'stock', pathMatch: 'full', redirectTo: '' },
      {
        path: 'create-tickets',
        title: () => $localize`Create tickets`,
        loadComponent: () =>
          import('./create-tickets/create-tickets-page').then((file) => file.CreateTicketsPage),
      },
      {
        path: 'users',
        title: () => $localize`Users`,
        canMatch: [withAdminRole],
        loadComponent: () => import('./users/users-page').then((file) => file.UsersPage),
      },
      { path: 'users', title: () => $localize`No access`, loadComponent: loadForbidden },
      {
        path: 'audit',
        title: () => $localize`Audit`,
        canMatch: [withAdminRole],
        loadComponent: () => import('./audit/audit-page').then((file) => file.AuditPage),
      },
      { path: 'audit', title: () => $localize`No access`, loadComponent: loadForbidden },
      {
        path: '**',
        title: () => $localize`Page not found`,
        loadComponent: () => import('../shell/not-found-page').then((file) => file.NotFoundPage),
      },
    ],
  },
];

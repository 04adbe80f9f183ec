import type { Routes } from '@angular/router';

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
      {
        path: 'create-tickets',
        title: 'Create tickets',
        loadComponent: () =>
          import('./create-tickets/create-tickets-page').then((file) => file.CreateTicketsPage),
      },
    ],
  },
];

import type { Routes } from '@angular/router';

export const accountRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./account-frame').then((file) => file.AccountFrame),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: () => $localize`Account`,
        loadComponent: () => import('./profile/profile-page').then((file) => file.ProfilePage),
      },
      {
        path: 'security',
        title: () => $localize`Security`,
        loadComponent: () => import('./security/security-page').then((file) => file.SecurityPage),
      },
      {
        path: 'sessions',
        title: () => $localize`Sessions`,
        loadComponent: () => import('./sessions/sessions-page').then((file) => file.SessionsPage),
      },
      {
        path: 'data',
        title: () => $localize`Your data`,
        loadComponent: () => import('./data/data-page').then((file) => file.DataPage),
      },
    ],
  },
];

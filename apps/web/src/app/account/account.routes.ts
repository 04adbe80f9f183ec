import type { Routes } from '@angular/router';

export const accountRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./account-frame').then((file) => file.AccountFrame),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Account',
        loadComponent: () => import('./profile/profile-page').then((file) => file.ProfilePage),
      },
      {
        path: 'security',
        title: 'Security',
        loadComponent: () => import('./security/security-page').then((file) => file.SecurityPage),
      },
      {
        path: 'sessions',
        title: 'Where you are signed in',
        loadComponent: () => import('./sessions/sessions-page').then((file) => file.SessionsPage),
      },
      {
        path: 'data',
        title: 'Your data',
        loadComponent: () => import('./data/data-page').then((file) => file.DataPage),
      },
    ],
  },
];

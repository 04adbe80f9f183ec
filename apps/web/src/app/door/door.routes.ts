import type { Routes } from '@angular/router';
import { DoorPage } from './door-page';

export const doorRoutes: Routes = [
  { path: '', pathMatch: 'full', title: () => $localize`Door`, component: DoorPage },
];

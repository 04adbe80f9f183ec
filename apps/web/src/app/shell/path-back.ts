import { computed, inject, type Signal } from '@angular/core';
import { Router } from '@angular/router';
import { ownPath } from '../session/own-path';

/** The query of a link to the sign-in, by which it leads back to this page. */
export function pathBack(): Signal<{ returnTo?: string }> {
  const router = inject(Router);
  return computed(() => {
    router.lastSuccessfulNavigation();
    const returnTo = ownPath(router.url, '/');
    return returnTo === '/' ? {} : { returnTo };
  });
}

import type { Router } from '@angular/router';

/**
 * Asks the guards of the page again, after who is signed in has changed under it: it stays, or gives
 * way to the sign-in. Nothing scrolls, and what was typed into it is kept.
 */
export function stayHere(router: Router): Promise<boolean> {
  return router.navigateByUrl(router.url, {
    onSameUrlNavigation: 'reload',
    replaceUrl: true,
    scroll: 'manual',
  });
}

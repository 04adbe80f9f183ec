import { DOCUMENT, inject } from '@angular/core';
import { pageLanguage } from '../language/page-language';

/** Lets the browser offer to install this page, and no other, as an application of its own. */
export function offerToInstall(): void {
  const document = inject(DOCUMENT);
  if (document.querySelector('link[rel=manifest]')) return;
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = pageLanguage() === 'de' ? '/door.de.webmanifest' : '/door.webmanifest';
  document.head.append(link);
}

/**
 * Whether this document was sent for the door. One that was opened elsewhere has that page's policy, which lets nobody
 * use the camera.
 */
export function isDoorsOwnDocument(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation !== undefined && new URL(navigation.name).pathname === '/door';
}

import { Service } from '@angular/core';

/** Loads the page again. The browser's own function cannot be watched by a test. */
@Service()
export class PageReload {
  reload(): void {
    location.reload();
  }
}

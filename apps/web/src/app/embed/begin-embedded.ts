import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { provideBrowserGlobalErrorListeners, type ApplicationRef } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { pageAnswers } from '../api/page-answers';
import { EmbeddedPage } from './embedded-page';

/**
 * Begins the page in a frame. It has no session, no router and no storage: browsers that block cookies of third parties
 * give a frame none of them, and it needs none to show what anybody may see.
 */
export function beginEmbedded(): Promise<ApplicationRef> {
  return bootstrapApplication(EmbeddedPage, {
    providers: [
      provideBrowserGlobalErrorListeners(),
      provideHttpClient(withInterceptors([pageAnswers])),
    ],
  });
}

import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { provideBrowserGlobalErrorListeners, type ApplicationConfig } from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
  withRouterConfig,
} from '@angular/router';
import { sendOnce } from './api/idempotency/send-once';
import { pageAnswers } from './api/page-answers';
import { routes } from './app.routes';
import { speakLanguage } from './language/speak-language';
import { bearer } from './session/bearer';
import { PageTitle } from './shell/page-title';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([pageAnswers, speakLanguage, sendOnce, bearer])),
    provideRouter(
      routes,
      withComponentInputBinding(),
      // Who goes back and then stays, because a form isn't saved, keeps the page before.
      withRouterConfig({ canceledNavigationResolution: 'computed' }),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
    ),
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
};

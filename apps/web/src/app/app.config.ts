import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  LOCALE_ID,
  provideBrowserGlobalErrorListeners,
  type ApplicationConfig,
} from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
} from '@angular/router';
import { sendOnce } from './api/idempotency/send-once';
import { routes } from './app.routes';
import { pageLanguage } from './language/page-language';
import { speakLanguage } from './language/speak-language';
import { bearer } from './session/bearer';
import { PageTitle } from './shell/page-title';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([speakLanguage, sendOnce, bearer])),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
    ),
    // By it Angular chooses plural forms; dates and amounts are written by `design/formats`.
    { provide: LOCALE_ID, useFactory: pageLanguage },
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
};

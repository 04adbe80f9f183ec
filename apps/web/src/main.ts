import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { isEmbedded } from './app/embed/is-embedded';
import { beginLanguage } from './app/language/begin-language';

async function begin(): Promise<void> {
  await beginLanguage();
  if (isEmbedded()) await (await import('./app/embed/begin-embedded')).beginEmbedded();
  else await bootstrapApplication(App, appConfig);
}

// A failure to start is an unhandled rejection, which every browser reports by itself.
void begin();

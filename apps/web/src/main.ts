import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { beginLanguage } from './app/language/begin-language';

// A failure to start is an unhandled rejection, which every browser reports by itself.
void beginLanguage().then(() => bootstrapApplication(App, appConfig));

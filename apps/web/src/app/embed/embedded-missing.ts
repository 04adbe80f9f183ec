import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { PageState } from '../design/page-state';

/** Whoever put the frame there has named an event that isn't there, or no longer. */
@Component({
  selector: 'box-embedded-missing',
  imports: [MatButton, PageState],
  template: `
    <box-page-state
      icon="ticket"
      heading="These tickets aren’t available here"
      i18n-heading
      text="The event may have been removed. See what’s on."
      i18n-text
    >
      <a i18n matButton="filled" href="/" target="_blank" rel="noopener">See what’s on</a>
    </box-page-state>
  `,
})
export class EmbeddedMissing {}

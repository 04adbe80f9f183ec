import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { SiteHeader } from './shell/site-header';

@Component({
  selector: 'box-root',
  imports: [RouterOutlet, SiteHeader],
  template: `
    <a class="skip-link" href="#main" (click)="toMain($event, main)">Skip to the content</a>
    <box-site-header />
    <main #main id="main" tabindex="-1"><router-outlet /></main>
  `,
  styles: `
    main:focus {
      outline: none;
    }
  `,
})
export class App {
  /** Moves the focus itself: with a base address, the bare anchor would lead to the start page. */
  protected toMain(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }
}

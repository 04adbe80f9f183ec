import { Component, inject, viewChild, type ElementRef } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';
import { Identity } from './account/identity';
import { HoldBar } from './booking/hold/hold-bar';
import { Session } from './session/session';
import { stayHere } from './session/stay-here';
import { DemoBar } from './shell/demo-bar';
import { GuestHoldsNotice } from './shell/guest-holds-notice';
import { SiteHeader } from './shell/site-header';

@Component({
  selector: 'box-root',
  imports: [DemoBar, GuestHoldsNotice, HoldBar, RouterOutlet, SiteHeader],
  template: `
    <a i18n class="skip-link" href="#main" (click)="toMain($event)">Skip to content</a>
    <box-site-header />
    @if (identity.userId() !== undefined) {
      @defer (on idle) {
        <box-hold-bar />
      }
    }
    <main #main id="main" tabindex="-1">
      @if (session.guestHolds().length > 0) {
        @defer (on immediate) {
          <box-guest-holds-notice />
        }
      }
      <router-outlet />
    </main>
    @if (identity.isDemo()) {
      @defer (on immediate) {
        <box-demo-bar />
      }
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 100dvh;
    }
    main {
      flex: 1 0 auto;
    }
    main:focus {
      outline: none;
    }
  `,
})
export class App {
  protected readonly session = inject(Session);
  protected readonly identity = inject(Identity);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
    // A new page begins at its content, for the keyboard and for screen readers, as it would without
    // a router. The first page is the browser's own affair, and a changed filter is no new page.
    const router = inject(Router);
    router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        map((event) => event.urlAfterRedirects.split('?')[0]),
        distinctUntilChanged(),
        skip(1),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.focusMain());

    // A page that was somebody's is not left open for somebody else. A navigation under way asks its
    // guards by itself, and would be lost.
    this.session.personChanged.pipe(takeUntilDestroyed()).subscribe(() => {
      if (!router.currentNavigation()) void stayHere(router);
    });
  }

  /** Moves the focus itself: with a base address, the bare anchor would lead to the start page. */
  protected toMain(event: Event): void {
    event.preventDefault();
    this.focusMain();
  }

  private focusMain(): void {
    this.main().nativeElement.focus({ preventScroll: true });
  }
}

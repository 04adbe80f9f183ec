import { Component, inject } from '@angular/core';
import { Identity } from '../account/identity';

/**
 * The demonstration's own bar, apart from the product: whom the pages act as while nobody has signed in.
 * Signing in, signing out and buying as a guest work beside it as they do without it.
 */
@Component({
  selector: 'box-demo-bar',
  template: `
    <aside aria-label="Demo" i18n-aria-label>
      <strong i18n>Demo</strong>
      @if (identity.account(); as account) {
        <span i18n>You’re here as {{ account.name }}. Sign out to act as someone else.</span>
      } @else {
        <label>
          <span i18n>Not signed in: act as</span>
          <select #chosen (change)="choose(chosen.value)">
            <option i18n value="" [selected]="!identity.isUnproved()">A new visitor</option>
            @for (user of identity.demoPeople(); track user.id) {
              <option
                [value]="user.id"
                [selected]="identity.isUnproved() && user.id === identity.userId()"
              >
                {{ user.name }}
              </option>
            }
          </select>
        </label>
      }
    </aside>
  `,
  styles: `
    aside {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: center;
      gap: var(--space-1) var(--space-3);
      padding: var(--space-1) var(--space-4);
      border-top: 2px dashed var(--warning);
      background: var(--warning-tint);
      font-size: 0.875rem;
    }
    strong {
      color: var(--warning);
      text-transform: uppercase;
      letter-spacing: 0.08em;
    }
    label {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
    }
    select {
      min-height: var(--target);
      max-width: 100%;
      padding: 0 8px;
      border: 1px solid var(--outline);
      border-radius: var(--radius-m);
      background: var(--surface);
      color: inherit;
      font: inherit;
    }
    @media print {
      aside {
        display: none;
      }
    }
  `,
})
export class DemoBar {
  protected readonly identity = inject(Identity);

  protected choose(userId: string): void {
    if (userId === '') this.identity.beNobody();
    else this.identity.become(userId);
  }
}

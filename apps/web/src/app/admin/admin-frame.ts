import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Icon } from '../design/icon';

/** The side rail around every page of the admin; on a phone it lies on top. */
@Component({
  selector: 'box-admin-frame',
  imports: [Icon, RouterLink, RouterLinkActive, RouterOutlet],
  template: `
    <div class="frame">
      <nav aria-label="Admin">
        <a
          routerLink="/admin"
          queryParamsHandling="preserve"
          routerLinkActive="here"
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{
            paths: 'exact',
            queryParams: 'ignored',
            fragment: 'ignored',
            matrixParams: 'ignored',
          }"
        >
          <box-icon name="stock" /> Stock
        </a>
        <a
          routerLink="/admin/create-tickets"
          queryParamsHandling="preserve"
          routerLinkActive="here"
          ariaCurrentWhenActive="page"
        >
          <box-icon name="plus" /> Create tickets
        </a>
      </nav>
      <div class="work"><router-outlet /></div>
    </div>
  `,
  styles: `
    .frame {
      display: grid;
      grid-template-columns: 200px minmax(0, 1fr);
      gap: var(--space-7);
      width: min(100% - 2 * var(--space-5), var(--page-width));
      margin-inline: auto;
      padding-block: var(--space-6) var(--space-8);
    }
    nav {
      display: grid;
      align-content: start;
      gap: var(--space-1);
      margin-left: -12px;
    }
    a {
      display: flex;
      align-items: center;
      gap: var(--space-3);
      min-height: var(--target);
      padding-inline: 12px;
      border-radius: var(--radius-m);
      color: var(--ink-muted);
      font-weight: 550;
      text-decoration: none;
      white-space: nowrap;
    }
    a:hover {
      background: var(--hover);
    }
    .here {
      background: var(--hover);
      color: var(--ink);
    }
    .work {
      /* Daily work: the figures are the headline, not the title. */
      --title-l: var(--title-m);
    }
    @media (max-width: 860px) {
      .frame {
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
        width: calc(100% - 2 * var(--space-4));
        padding-top: var(--space-3);
      }
      nav {
        display: flex;
        margin-left: 0;
        padding-bottom: var(--space-2);
        border-bottom: 1px solid var(--hairline);
      }
    }
  `,
})
export class AdminFrame {}

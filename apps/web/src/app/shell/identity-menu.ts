import { Component, inject } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { Identity } from '../account/identity';
import { Icon } from '../design/icon';

/** Chooses who is buying in the demo. */
@Component({
  selector: 'box-identity-menu',
  imports: [Icon, MatMenuModule],
  template: `
    @if (identity.user(); as user) {
      <button
        type="button"
        class="quiet"
        [matMenuTriggerFor]="people"
        [attr.aria-label]="'You are ' + user.name + '. Change who you are'"
      >
        <box-icon name="person" />
        <span class="who"><span class="prefix">You are </span>{{ user.name }}</span>
        <box-icon class="chevron" name="chevron" />
      </button>
      <mat-menu #people="matMenu" xPosition="before">
        <p class="hint small muted">This is a demo: choose who you are.</p>
        @for (person of identity.users(); track person.id) {
          <button
            mat-menu-item
            role="menuitemradio"
            [attr.aria-checked]="person.id === user.id"
            (click)="identity.become(person.id)"
          >
            <span class="row">
              {{ person.name }}
              @if (person.id === user.id) {
                <box-icon name="check" />
              }
            </span>
          </button>
        }
      </mat-menu>
    }
  `,
  styleUrls: ['./header-button.scss', './identity-menu.scss'],
})
export class IdentityMenu {
  protected readonly identity = inject(Identity);
}

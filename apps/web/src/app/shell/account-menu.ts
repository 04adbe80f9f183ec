import { Component, inject, viewChild, viewChildren, type ElementRef } from '@angular/core';
import { Identity } from '../account/identity';
import { Icon } from '../design/icon';

/**
 * Chooses who is buying in the demo. The browser's own popover and a dozen lines for the arrow keys:
 * a menu of a library would be a fifth of everything that the first view loads.
 */
@Component({
  selector: 'box-identity-menu',
  imports: [Icon],
  template: `
    @if (identity.user(); as user) {
      <button
        type="button"
        class="quiet"
        popovertarget="box-people"
        aria-haspopup="menu"
        [attr.aria-label]="'You are ' + user.name + '. Change who you are'"
      >
        <box-icon name="person" />
        <span class="who"><span class="prefix">You are </span>{{ user.name }}</span>
        <box-icon class="chevron" name="chevron" />
      </button>
      <div #panel id="box-people" class="people" popover (toggle)="focusChosen($event)">
        <p id="box-people-hint" class="hint small muted">This is a demo: choose who you are.</p>
        <div
          class="list"
          role="menu"
          tabindex="-1"
          aria-labelledby="box-people-hint"
          (keydown.arrowdown)="moveFocus(1, $event)"
          (keydown.arrowup)="moveFocus(-1, $event)"
        >
          @for (person of identity.users(); track person.id) {
            <button
              #choice
              type="button"
              role="menuitemradio"
              [attr.aria-checked]="person.id === user.id"
              (click)="choose(person.id)"
            >
              {{ person.name }}
              @if (person.id === user.id) {
                <box-icon name="check" />
              }
            </button>
          }
        </div>
      </div>
    }
  `,
  styleUrls: ['./header-button.scss', './identity-menu.scss'],
})
export class IdentityMenu {
  protected readonly identity = inject(Identity);
  private readonly panel = viewChild<ElementRef<HTMLElement>>('panel');
  private readonly choices = viewChildren<ElementRef<HTMLButtonElement>>('choice');

  protected choose(userId: string): void {
    this.identity.become(userId);
    this.panel()?.nativeElement.hidePopover();
  }

  protected focusChosen(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    const chosen = this.identity.users().findIndex(({ id }) => id === this.identity.userId());
    this.choices()[Math.max(0, chosen)]?.nativeElement.focus();
  }

  protected moveFocus(step: 1 | -1, event: Event): void {
    event.preventDefault();
    const choices = this.choices().map((choice) => choice.nativeElement);
    const now = choices.findIndex((choice) => choice === document.activeElement);
    choices.at((now + step) % choices.length)?.focus();
  }
}

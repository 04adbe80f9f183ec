import { Component, inject, signal, viewChild, type ElementRef } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Identity } from '../account/identity';
import { Icon } from '../design/icon';
import { AccountPanel } from './account-panel';
import { pathBack } from './path-back';

/**
 * Who somebody is, and the way to what belongs to them. The browser's own popover and a dozen lines for the
 * arrow keys, loaded when it is opened: a menu of a library would be a fifth of everything that the first view
 * loads.
 */
@Component({
  selector: 'box-account-menu',
  imports: [AccountPanel, Icon, RouterLink],
  templateUrl: './account-menu.html',
  styleUrls: ['./header-button.scss', './account-menu.scss'],
})
export class AccountMenu {
  protected readonly identity = inject(Identity);
  private readonly panel = viewChild<ElementRef<HTMLElement>>('panel');
  protected readonly here = pathBack();
  protected readonly isOpen = signal(false);

  protected menuName(name: string): string {
    return $localize`You’re ${name}:name:: account menu`;
  }

  protected toggle(event: ToggleEvent): void {
    this.isOpen.set(event.newState === 'open');
  }

  protected close(): void {
    this.panel()?.nativeElement.hidePopover();
  }
}

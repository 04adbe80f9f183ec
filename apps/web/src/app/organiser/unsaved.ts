import {
  ApplicationRef,
  createComponent,
  DestroyRef,
  DOCUMENT,
  EnvironmentInjector,
  inject,
  Injectable,
} from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { Router, type CanDeactivateFn } from '@angular/router';
import { ConfirmDialog } from '../design/confirm-dialog';

/** Whether something is typed that the server hasn't got. */
type IsUnsaved = () => boolean;

/** The state of a navigation by which somebody gives up what they have typed, and is asked nothing more. */
export const DISCARDS = { discards: true };

/** The forms on the page, for whoever is about to leave it. */
@Injectable({ providedIn: 'root' })
export class UnsavedForms {
  private readonly forms = new Set<IsUnsaved>();
  private readonly application = inject(ApplicationRef);
  private readonly injector = inject(EnvironmentInjector);
  private readonly document = inject(DOCUMENT);
  private asking: Promise<boolean> | undefined;

  constructor() {
    // The browser asks in its own words: closing the tab, reloading, another site.
    this.document.defaultView?.addEventListener('beforeunload', (event) => {
      if (this.isAny()) event.preventDefault();
    });
  }

  isAny(): boolean {
    return [...this.forms].some((isUnsaved) => isUnsaved());
  }

  /** @returns how to forget it again */
  add(isUnsaved: IsUnsaved): () => void {
    this.forms.add(isUnsaved);
    return () => this.forms.delete(isUnsaved);
  }

  /** Asks once, however often somebody tries to leave meanwhile. @returns whether they leave */
  ask(): Promise<boolean> {
    this.asking ??= this.askInDialog().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private askInDialog(): Promise<boolean> {
    const dialog = createComponent(ConfirmDialog, { environmentInjector: this.injector });
    dialog.setInput('heading', $localize`Leave without saving?`);
    dialog.setInput('text', $localize`What you changed on this page isn’t saved.`);
    dialog.setInput('action', $localize`Discard changes`);
    dialog.setInput('keep', $localize`Keep editing`);
    const before = this.document.activeElement;
    this.document.body.append(dialog.location.nativeElement as HTMLElement);
    this.application.attachView(dialog.hostView);
    return new Promise<boolean>((resolve) => {
      dialog.instance.confirmed.subscribe(() => {
        resolve(true);
      });
      dialog.instance.dismissed.subscribe(() => {
        resolve(false);
      });
    }).finally(() => {
      dialog.destroy();
      if (before instanceof HTMLElement) before.focus();
    });
  }
}

/** Asks before a form's page is left with something in it that the server hasn't got. */
export function guardUnsaved(isUnsaved: IsUnsaved): void {
  inject(DestroyRef).onDestroy(inject(UnsavedForms).add(isUnsaved));
}

/** As {@link guardUnsaved}, of what somebody has typed into a form. What is being sent isn't lost. */
export function guardForm<T>(fields: FieldTree<T>): void {
  guardUnsaved(() => fields().dirty() && !fields().submitting());
}

/** Of each page with a form: leaving it asks, where something would be lost. */
export const unlessUnsaved: CanDeactivateFn<unknown> = () => {
  const { discards } = (inject(Router).currentNavigation()?.extras.state ?? {}) as {
    discards?: boolean;
  };
  const forms = inject(UnsavedForms);
  return discards === true || !forms.isAny() || forms.ask();
};

import { Component, computed, input, signal } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

/**
 * A password that can be looked at while it is typed: who sees it types it right, also on a phone. It
 * can be pasted, and password managers know by `autocomplete` what it is.
 */
@Component({
  selector: 'box-password-field',
  imports: [FormField, MatError, MatFormField, MatHint, MatInput, MatLabel, MatSuffix],
  template: `
    <!-- A hint has two lines on a phone, and needs room for both above what follows. -->
    <mat-form-field
      appearance="outline"
      hideRequiredMarker
      [subscriptSizing]="hint() ? 'dynamic' : 'fixed'"
    >
      <mat-label>{{ label() }}</mat-label>
      <input
        matInput
        spellcheck="false"
        autocapitalize="none"
        [formField]="field()"
        [type]="isShown() ? 'text' : 'password'"
        [attr.autocomplete]="autocomplete()"
      />
      <button
        matSuffix
        type="button"
        [attr.aria-label]="toggleName()"
        (click)="isShown.set(!isShown())"
      >
        @if (isShown()) {
          <ng-container i18n>Hide</ng-container>
        } @else {
          <ng-container i18n>Show</ng-container>
        }
      </button>
      @if (hint(); as words) {
        <mat-hint>{{ words }}</mat-hint>
      }
      @if (error(); as message) {
        <mat-error>{{ message }}</mat-error>
      }
    </mat-form-field>
  `,
  styles: `
    :host {
      display: grid;
    }
    button {
      min-width: 64px;
      height: var(--target);
      margin-inline: var(--space-1);
      border: 0;
      border-radius: var(--radius-m);
      background: transparent;
      color: var(--ink-muted);
      font: 550 var(--text-s) / 1 var(--font-text);
      cursor: pointer;
    }
    button:hover {
      background: var(--hover);
      color: var(--ink);
    }
  `,
})
export class PasswordField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly autocomplete = input.required<'current-password' | 'new-password'>();
  readonly hint = input('');

  protected readonly isShown = signal(false);
  protected readonly toggleName = computed(() =>
    this.isShown()
      ? $localize`Hide: ${this.label()}:field:`
      : $localize`Show: ${this.label()}:field:`,
  );
  protected readonly error = computed(() => this.field()().errors()[0]?.message);
}

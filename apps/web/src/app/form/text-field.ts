import { Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

/** A line of text with its label, a hint, and what is wrong with it, tied to it for screen readers. */
@Component({
  selector: 'box-text-field',
  imports: [FormField, MatError, MatFormField, MatHint, MatInput, MatLabel],
  template: `
    <mat-form-field
      appearance="outline"
      hideRequiredMarker
      [subscriptSizing]="isNarrow() || hint() ? 'dynamic' : 'fixed'"
    >
      <mat-label>{{ label() }}</mat-label>
      <input
        matInput
        spellcheck="false"
        [formField]="field()"
        [type]="type()"
        [attr.inputmode]="inputMode()"
        [attr.autocomplete]="autocomplete()"
        [attr.autocapitalize]="type() === 'email' || isCode() ? 'none' : null"
        [class.code]="isCode()"
      />
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
    .code {
      font-variant-numeric: tabular-nums;
      letter-spacing: 0.08em;
    }
  `,
})
export class TextField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly type = input<'text' | 'email' | 'date' | 'datetime-local'>('text');
  readonly autocomplete = input('off');
  readonly inputMode = input<'numeric' | 'decimal' | null>(null);
  /** A code to be read off and typed in, letter by letter. */
  readonly isCode = input(false);
  /** May take more than one line. */
  readonly hint = input('');
  /** Whether what is wrong may take more than one line. */
  readonly isNarrow = input(false);

  protected readonly error = computed(() => this.field()().errors()[0]?.message);
}

import { Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

export interface Choice {
  value: string;
  words: string;
}

/** One of a few things, with its label: the browser's own list, which every phone shows in its own way. */
@Component({
  selector: 'box-choice-field',
  imports: [FormField, MatError, MatFormField, MatHint, MatInput, MatLabel],
  template: `
    <mat-form-field
      appearance="outline"
      hideRequiredMarker
      [subscriptSizing]="isNarrow() ? 'dynamic' : 'fixed'"
    >
      <mat-label>{{ label() }}</mat-label>
      <select matNativeControl [formField]="field()">
        @for (choice of choices(); track choice.value) {
          <option [value]="choice.value">{{ choice.words }}</option>
        }
      </select>
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
    option {
      background: var(--surface);
      color: var(--ink);
    }
  `,
})
export class ChoiceField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly choices = input.required<readonly Choice[]>();
  readonly hint = input('');
  /** Whether what is wrong may take more than one line. */
  readonly isNarrow = input(false);
  protected readonly error = computed(() => this.field()().errors()[0]?.message);
}

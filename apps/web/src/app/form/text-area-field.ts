import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

/** A text of several lines, which grows with it. */
@Component({
  selector: 'box-text-area-field',
  imports: [CdkTextareaAutosize, FormField, MatError, MatFormField, MatHint, MatInput, MatLabel],
  template: `
    <mat-form-field
      appearance="outline"
      hideRequiredMarker
      [subscriptSizing]="hint() ? 'dynamic' : 'fixed'"
    >
      <mat-label>{{ label() }}</mat-label>
      <textarea
        matInput
        cdkTextareaAutosize
        [cdkAutosizeMinRows]="rows()"
        [formField]="field()"
      ></textarea>
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
  `,
})
export class TextAreaField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly rows = input(2);
  /** May take more than one line. */
  readonly hint = input('');
  protected readonly error = computed(() => this.field()().errors()[0]?.message);
}

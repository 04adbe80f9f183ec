import { Component, input } from '@angular/core';
import { MatButton, type MatButtonAppearance } from '@angular/material/button';

/**
 * Sends the form that it stands in. While that is under way it says so and cannot be pressed again, but keeps the
 * keyboard's focus.
 */
@Component({
  selector: 'box-submit-button',
  imports: [MatButton],
  template: `
    <button
      type="submit"
      [matButton]="look()"
      [disabled]="isBusy()"
      [disabledInteractive]="isBusy()"
    >
      {{ isBusy() ? busyWords() : words() }}
    </button>
  `,
  styles: `
    :host {
      display: inline-block;
    }
  `,
})
export class SubmitButton {
  /** What happens when it is pressed: "Change password". */
  readonly words = input.required<string>();
  readonly busyWords = input($localize`One moment…`);
  readonly isBusy = input.required<boolean>();
  readonly look = input<MatButtonAppearance>('filled');
}

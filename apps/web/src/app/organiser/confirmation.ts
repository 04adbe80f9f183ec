import { inject, Service } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';

/** Long enough to read a sentence twice. */
const SHOWN_MS = 6_000;

/** Says that something was done, to eyes and screen readers alike, wherever on a long page it was. */
@Service()
export class Confirmation {
  private readonly bar = inject(MatSnackBar);

  say(words: string): void {
    this.bar.open(words, $localize`OK`, { duration: SHOWN_MS });
  }
}

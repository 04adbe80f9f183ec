import { Component, input } from '@angular/core';

/**
 * The frame of every way in: a large ticket. What is asked for stands on its body, the other ways on
 * its stub, with the perforation between the two; on a phone the stub hangs underneath.
 */
@Component({
  selector: 'box-entry-card',
  template: `
    <div class="art" aria-hidden="true"><img src="entry-art.svg" alt="" /></div>
    <div class="body">
      <h1>{{ heading() }}</h1>
      <ng-content />
    </div>
    <aside class="stub"><ng-content select="[stub]" /></aside>
  `,
  styleUrl: './entry-card.scss',
})
export class EntryCard {
  readonly heading = input.required<string>();
}

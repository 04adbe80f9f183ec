import { Component, input } from '@angular/core';

/** The description of an event: the safe subset that the server makes of it, cleaned once more by Angular. */
@Component({
  selector: 'box-event-description',
  template: `<div [innerHTML]="html()"></div>`,
  styles: `
    div {
      color: var(--ink-muted);
      max-width: 70ch;
      overflow-wrap: anywhere;
    }
    div ::ng-deep > * + * {
      margin-top: var(--space-3);
    }
    div ::ng-deep :is(h3, h4) {
      margin-top: var(--space-5);
      color: var(--ink);
    }
    div ::ng-deep :is(strong, a) {
      color: var(--ink);
    }
    div ::ng-deep :is(ul, ol) {
      padding-left: 1.2em;
    }
    div ::ng-deep ul {
      list-style: disc;
    }
    div ::ng-deep ol {
      list-style: decimal;
    }
    div ::ng-deep blockquote {
      margin-inline: 0;
      padding-left: var(--space-4);
      border-left: 3px solid var(--hairline);
    }
    div ::ng-deep pre {
      overflow-x: auto;
    }
    div ::ng-deep hr {
      border: 0;
      border-top: 1px solid var(--hairline);
    }
  `,
})
export class EventDescription {
  readonly html = input.required<string>();
}

import { Component } from '@angular/core';

/** The event page's own shape while it is read, so that nothing moves when it arrives. */
@Component({
  selector: 'box-event-skeleton',
  template: `
    <p i18n class="visually-hidden" role="status">Loading the event</p>
    <div class="left" aria-hidden="true">
      <div class="skeleton poster"></div>
      <div class="skeleton title"></div>
      <div class="skeleton line"></div>
      <div class="skeleton line short"></div>
    </div>
    <div class="right" aria-hidden="true">
      <div class="skeleton heading"></div>
      <div class="skeleton ticket"></div>
      <div class="skeleton ticket"></div>
      <div class="skeleton ticket"></div>
    </div>
  `,
  styleUrls: ['./event-layout.scss', './event-skeleton.scss'],
  host: { class: 'layout' },
})
export class EventSkeleton {}

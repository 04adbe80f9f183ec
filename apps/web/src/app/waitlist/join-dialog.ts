import {
  afterNextRender,
  Component,
  computed,
  input,
  output,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ticketName } from '@boxoffice/contracts/formats';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { Stepper } from '../design/stepper';
import type { Choice } from '../events/order/choices';
import { SubmitButton } from '../form/submit-button';
import type { OwnEntries } from './own-entries';

/** Most tickets that somebody waits for on the page; the event's own limits are the server's to say. */
const TICKETS_MAX = 20;

/** Asks what somebody waits for. The browser's own dialog keeps the keyboard inside, and lets Escape out. */
@Component({
  selector: 'box-join-dialog',
  imports: [FailureNotice, MatButton, Stepper, SubmitButton],
  templateUrl: './join-dialog.html',
  styleUrl: './join-dialog.scss',
})
export class JoinDialog {
  readonly eventId = input.required<string>();
  readonly gone = input.required<readonly Choice[]>();
  readonly entries = input.required<OwnEntries>();
  readonly dismissed = output();

  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  protected readonly most = TICKETS_MAX;
  protected readonly quantity = signal(1);
  protected readonly allOrNothing = signal(true);
  protected readonly task = new Task();
  /** One of each tier, by the tier's id. */
  private readonly chosen = signal<ReadonlyMap<string, Choice> | undefined>(undefined);
  private readonly waited = computed(() => {
    const [first] = this.gone();
    return this.chosen() ?? new Map(first ? [[first.tierId, first]] : []);
  });
  /** What is left to choose, once it was sent without. */
  protected readonly missing = signal('');

  constructor() {
    afterNextRender(() => this.dialog().nativeElement.showModal());
  }

  protected nameOf(choice: Choice): string {
    return ticketName(choice);
  }

  protected isChosen({ tierId, key }: Choice): boolean {
    return this.waited().get(tierId)?.key === key;
  }

  protected toggle(choice: Choice): void {
    const others = [...this.waited()].filter(([tierId]) => tierId !== choice.tierId);
    this.chosen.set(new Map(this.isChosen(choice) ? others : [...others, [choice.tierId, choice]]));
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.missing.set(
      this.waited().size === 0
        ? $localize`Choose the tickets you’d take`
        : this.quantity() === 0
          ? $localize`Choose how many tickets you’d like`
          : '',
    );
    if (this.missing() !== '') return;
    const body = {
      tickets: this.gone()
        .filter((choice) => this.isChosen(choice))
        .map(({ tierId, ticketTypeId }) => ({ tierId, ...(ticketTypeId && { ticketTypeId }) })),
      quantity: this.quantity(),
      allOrNothing: this.allOrNothing(),
    };
    const isDone = await this.task.run(() => this.entries().join(this.eventId(), body));
    if (isDone) this.dialog().nativeElement.close();
  }
}

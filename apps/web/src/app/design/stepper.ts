import {
  Component,
  computed,
  input,
  linkedSignal,
  output,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { Icon } from './icon';

/**
 * A number that is stepped or typed, within bounds. It never emits a number outside of them: typing
 * 999 where 12 are left gives 12.
 */
@Component({
  selector: 'box-stepper',
  imports: [Icon],
  template: `
    <button
      type="button"
      class="step"
      [attr.aria-label]="fewer()"
      [disabled]="disabled() || current() <= 0"
      (click)="choose(current() - step())"
    >
      <box-icon name="minus" />
    </button>
    <input
      #field
      class="figures"
      type="text"
      inputmode="numeric"
      autocomplete="off"
      role="spinbutton"
      aria-valuemin="0"
      [attr.aria-valuemax]="max()"
      [attr.aria-valuenow]="current()"
      [attr.aria-label]="label()"
      [disabled]="disabled()"
      [style.width.ch]="width()"
      [value]="current()"
      (focus)="field.select()"
      (input)="type(field.value)"
      (blur)="field.value = current().toString()"
      (keydown.arrowUp)="choose(current() + step(), $event)"
      (keydown.arrowDown)="choose(current() - step(), $event)"
    />
    <button
      type="button"
      class="step"
      [attr.aria-label]="more()"
      [disabled]="disabled() || current() >= max()"
      (click)="choose(current() + step())"
    >
      <box-icon name="plus" />
    </button>
  `,
  styleUrl: './stepper.scss',
})
export class Stepper {
  /** What is counted, for screen readers: `VIP tickets`. */
  readonly label = input.required<string>();
  readonly value = input.required<number>();
  readonly max = input.required<number>();
  readonly step = input(1);
  readonly disabled = input(false);
  readonly valueChange = output<number>();

  /** Ahead of the input until the next rendering, so that two quick presses count as two. */
  protected readonly current = linkedSignal(() => this.value());

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  /** One width for all steppers of a page, so that their buttons stand in line. */
  protected readonly width = computed(() => Math.max(4, String(this.max()).length + 1));

  protected readonly fewer = computed(() => $localize`Fewer: ${this.label()}:tickets:`);
  protected readonly more = computed(() => $localize`More: ${this.label()}:tickets:`);

  protected type(text: string): void {
    this.choose(/^\d{1,9}$/.test(text.trim()) ? Number(text) : 0);
  }

  protected choose(wanted: number, event?: Event): void {
    event?.preventDefault();
    const bounded = Math.max(0, Math.min(wanted, this.max()));
    if (bounded !== this.current()) {
      this.current.set(bounded);
      this.valueChange.emit(bounded);
    }
    // A typed number above the bound is replaced at once, so that the field never lies.
    if (bounded !== wanted) this.field().nativeElement.value = String(bounded);
  }
}

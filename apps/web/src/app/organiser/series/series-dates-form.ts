import {
  afterNextRender,
  Component,
  computed,
  inject,
  Injector,
  input,
  signal,
} from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { SeriesDatesDto } from '@boxoffice/contracts';
import type { Failure } from '../../api/problem';
import { formatNumber, plural } from '../../design/formats';
import { FailureNotice } from '../../design/failure-notice';
import { Icon } from '../../design/icon';
import { weekdayNames } from '../../events/series/weekday-names';
import { ChoiceField } from '../../form/choice-field';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { countOf, isSeriesDates, newSeriesDates, seriesDatesDto } from './series-dates-draft';
import { guardForm } from '../unsaved';

/** Says which dates are to be added: single ones, or the same days of each week. */
@Component({
  selector: 'box-series-dates-form',
  imports: [ChoiceField, FailureNotice, FormField, Icon, MatButton, SubmitButton, TextField],
  template: `
    <form novalidate (submit)="save($event)">
      <box-choice-field
        label="Dates"
        i18n-label
        [isNarrow]="true"
        [choices]="kinds"
        [field]="fields.kind"
      />
      @if (fields.kind().value() === 'single') {
        @for (row of rows(); track $index) {
          <p class="row">
            <box-text-field
              type="datetime-local"
              [label]="rowLabel($index)"
              [isNarrow]="true"
              [field]="row"
            />
            @if (rows().length > 1) {
              <button matButton type="button" (click)="remove($index)">
                <span i18n>Remove</span>
                <span class="visually-hidden">{{ rowLabel($index) }}</span>
              </button>
            }
          </p>
        }
        <button matButton type="button" class="add" (click)="add()">
          <span class="labelled"><box-icon name="plus" /> <span i18n>Another date</span></span>
        </button>
      } @else {
        <div class="two">
          <box-text-field
            type="date"
            label="First day"
            i18n-label
            [isNarrow]="true"
            [field]="fields.weekly.from"
          />
          <box-text-field
            type="date"
            label="Last day"
            i18n-label
            [isNarrow]="true"
            [field]="fields.weekly.until"
          />
        </div>
        <fieldset>
          <legend i18n class="small muted">Days of the week</legend>
          @for (day of weekdays(); track day.name) {
            <label> <input type="checkbox" [formField]="day.field" /> {{ day.name }} </label>
          }
        </fieldset>
        @if (shownError(fields.weekly.weekdays); as message) {
          <p class="error" role="alert">{{ message }}</p>
        }
        <box-text-field
          label="Times"
          i18n-label
          hint="Local time at the venue, such as 15:00, 19:30"
          i18n-hint
          [isNarrow]="true"
          [field]="fields.weekly.times"
        />
        @if (shownError(fields.weekly); as message) {
          <p class="error" role="alert">{{ message }}</p>
        }
      }
      <label>
        <input type="checkbox" [formField]="fields.withCodes" />
        <ng-container i18n>Copy the codes, too</ng-container>
      </label>
      @if (failure(); as failure) {
        <box-failure-notice [failure]="failure" />
      }
      <p class="actions">
        <box-submit-button look="outlined" [words]="words()" [isBusy]="fields().submitting()" />
        <span class="muted figures" role="status">{{ countText() }}</span>
      </p>
    </form>
  `,
  styles: `
    form {
      display: grid;
      gap: var(--space-3);
    }
    .row,
    .actions,
    fieldset,
    label {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-3);
    }
    .row box-text-field {
      flex: 1;
      min-width: 220px;
    }
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
      gap: var(--space-3);
    }
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    label {
      gap: var(--space-2);
      min-height: var(--target);
    }
    input[type='checkbox'] {
      width: 20px;
      height: 20px;
      accent-color: var(--ink);
    }
    .add {
      justify-self: start;
    }
    .error {
      color: var(--error);
    }
    box-submit-button {
      --mat-button-outlined-container-height: var(--target);
    }
  `,
})
export class SeriesDatesForm {
  readonly words = input.required<string>();
  /** Of the venue. */
  readonly timeZone = input.required<string>();
  readonly send = input.required<(dates: SeriesDatesDto) => Promise<unknown>>();

  private readonly injector = inject(Injector);
  private readonly model = signal(newSeriesDates());
  protected readonly fields = form(this.model, (path) => {
    isSeriesDates(path, this.timeZone);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly rows = computed(() => [...this.fields.startsAt]);
  protected readonly kinds = [
    { value: 'single', words: $localize`Single dates` },
    { value: 'weekly', words: $localize`Every week` },
  ];
  protected readonly weekdays = computed(() => {
    const names = weekdayNames();
    return [...this.fields.weekly.weekdays].map((field, index) => ({
      field,
      name: names[index]?.short ?? '',
    }));
  });
  protected readonly countText = computed(() => {
    const count = countOf(this.model());
    if (count === 0) return '';
    return plural(count, {
      one: $localize`1 new date`,
      other: $localize`${formatNumber(count)}:count: new dates`,
    });
  });

  constructor() {
    guardForm(this.fields);
  }

  protected rowLabel(index: number): string {
    return $localize`Date ${index + 1}:number:`;
  }

  /** Only once it was touched: an empty form is not wrong yet. */
  protected shownError(field: typeof this.fields.weekly | typeof this.fields.weekly.weekdays) {
    const state = field();
    return state.touched() ? (state.errors()[0]?.message ?? '') : '';
  }

  protected add(): void {
    this.model.update((draft) => ({ ...draft, startsAt: [...draft.startsAt, ''] }));
    afterNextRender(() => this.rows().at(-1)?.().focusBoundControl(), { injector: this.injector });
  }

  protected remove(index: number): void {
    const startsAt = this.model().startsAt.filter((_, at) => at !== index);
    this.model.update((draft) => ({ ...draft, startsAt }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const isDone = await sendForm(this.fields, this.failure, () =>
      this.send()(seriesDatesDto(this.model())),
    );
    if (!isDone) return;
    this.model.set(newSeriesDates());
    this.fields().reset();
  }
}

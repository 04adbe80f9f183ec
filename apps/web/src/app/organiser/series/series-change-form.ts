import { Component, computed, effect, input, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { ChangeSeriesDto, OrganiserEventDto } from '@boxoffice/contracts';
import type { Failure } from '../../api/problem';
import { ticketName } from '@boxoffice/contracts/formats';
import { TextAreaField } from '../../form/text-area-field';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { TellBuyers } from '../tell-buyers';
import { LanguagesField } from '../create/languages-field';
import { formatMoney } from '../../design/formats';
import {
  changeSeriesDto,
  isSeriesChange,
  newSeriesChange,
  type SeriesPriceDraft,
} from './series-change-draft';
import { guardForm } from '../unsaved';

/** Changes many dates at once: what is left empty stays as it is. */
@Component({
  selector: 'box-series-change-form',
  imports: [LanguagesField, SubmitButton, TellBuyers, TextAreaField, TextField],
  template: `
    <form novalidate (submit)="save($event)">
      <p i18n class="muted">What you leave empty stays as it is.</p>
      <div class="two">
        <box-text-field label="Name" i18n-label [isNarrow]="true" [field]="fields.name" />
        <box-text-field label="Subtitle" i18n-label [isNarrow]="true" [field]="fields.subtitle" />
        <box-text-field label="Venue" i18n-label [isNarrow]="true" [field]="fields.venue" />
        <box-text-field label="Address" i18n-label [isNarrow]="true" [field]="fields.address" />
      </div>
      <box-text-area-field label="Description" i18n-label [field]="fields.description" />
      <box-languages-field [field]="fields.languages" />
      <div class="two">
        <box-text-field
          label="Sale begins: days before each date"
          i18n-label
          inputMode="numeric"
          [isNarrow]="true"
          [field]="fields.saleStartsDays"
        />
        <box-text-field
          label="Sale begins: time"
          i18n-label
          [isNarrow]="true"
          [field]="fields.saleStartsTime"
        />
        <box-text-field
          label="Sale ends: days before each date"
          i18n-label
          inputMode="numeric"
          hint="0: on the day itself"
          i18n-hint
          [isNarrow]="true"
          [field]="fields.saleEndsDays"
        />
        <box-text-field
          label="Sale ends: time"
          i18n-label
          [isNarrow]="true"
          [field]="fields.saleEndsTime"
        />
        <box-text-field
          label="Most tickets per order"
          i18n-label
          inputMode="numeric"
          [isNarrow]="true"
          [field]="fields.maxTicketsPerBooking"
        />
        <box-text-field
          label="Most tickets per person"
          i18n-label
          inputMode="numeric"
          [isNarrow]="true"
          [field]="fields.maxTicketsPerUser"
        />
      </div>
      @if (prices().length > 0) {
        <h3 i18n>Prices</h3>
        <div class="two">
          @for (price of prices(); track price.label) {
            <box-text-field
              inputMode="decimal"
              [label]="price.label"
              [hint]="price.now"
              [isNarrow]="true"
              [field]="price.field"
            />
          }
        </div>
      }
      <p>
        <box-submit-button
          words="Change dates"
          i18n-words
          busyWords="Saving…"
          i18n-busyWords
          [isBusy]="fields().submitting()"
        />
      </p>
    </form>
    @if (isAsked()) {
      <box-tell-buyers
        [url]="buyers()"
        (confirmed)="submit($event)"
        (dismissed)="isAsked.set(false)"
      />
    }
  `,
  styles: `
    form {
      display: grid;
      gap: var(--space-3);
    }
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
      gap: var(--space-3);
    }
    h3 {
      font-size: var(--text-m);
    }
  `,
})
export class SeriesChangeForm {
  /** A date whose tiers and prices stand for all. */
  readonly event = input.required<OrganiserEventDto>();
  /** Where it is said how many buyers the dates have; undefined where nobody has tickets. */
  readonly buyersUrl = input.required<string | undefined>();
  readonly send = input.required<(change: ChangeSeriesDto) => Promise<unknown>>();
  /** Where the page says why it was refused: the reasons belong to dates, not to fields. */
  readonly failure = input.required<(failure: Failure | undefined) => void>();

  private readonly model = signal(newSeriesChange([]));
  protected readonly fields = form(this.model, (path) => {
    isSeriesChange(path, () => this.event().currency);
  });
  private readonly refused = signal<Failure | undefined>(undefined);
  protected readonly prices = computed(() => {
    const { currency } = this.event();
    const now = pricesOf(this.event());
    return [...this.fields.prices].flatMap((row, index) => {
      const price = now[index];
      if (!price) return [];
      const ticket = ticketName({ tier: price.tier, ticketType: price.ticketType || null });
      const label = $localize`${ticket}:ticket:: new price`;
      const words = $localize`Now ${formatMoney(price.priceMinor, currency)}:price:`;
      return [{ label, now: words, field: row.price }];
    });
  });

  constructor() {
    guardForm(this.fields);
    effect(() => {
      this.failure()(this.refused());
    });
    effect(() => {
      const rows = pricesOf(this.event()).map(({ tier, ticketType }): SeriesPriceDraft => ({
        tier,
        ticketType,
        price: '',
      }));
      this.model.update((draft) =>
        draft.prices.length === rows.length ? draft : { ...draft, prices: rows },
      );
    });
  }

  protected readonly isAsked = signal(false);
  protected readonly buyers = computed(() => this.buyersUrl() ?? '');

  /** What can be known to be wrong is said first; then it is asked, where buyers are told of the change. */
  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { venue, address } = this.model();
    const isMoved = venue.trim() !== '' || address.trim() !== '';
    if (isMoved && this.buyersUrl() && this.fields().valid()) this.isAsked.set(true);
    else await this.submit('');
  }

  /** @param message to the buyers; empty: none */
  protected async submit(message: string): Promise<void> {
    this.isAsked.set(false);
    const { currency } = this.event();
    const isDone = await sendForm(this.fields, this.refused, () => {
      const change = changeSeriesDto(this.model(), currency);
      return this.send()(message ? Object.assign(change, { messageToBuyers: message }) : change);
    });
    if (!isDone) return;
    this.model.update(({ prices }) =>
      newSeriesChange(prices.map((price) => Object.assign({}, price, { price: '' }))),
    );
    this.fields().reset();
  }
}

interface PriceNow {
  tier: string;
  /** Empty: the tier sells at its own price. */
  ticketType: string;
  priceMinor: number;
}

function pricesOf({ tiers }: OrganiserEventDto): PriceNow[] {
  return tiers.flatMap(({ name: tier, priceMinor, ticketTypes }): PriceNow[] =>
    ticketTypes.length === 0
      ? [{ tier, ticketType: '', priceMinor }]
      : ticketTypes.map((type) => ({ tier, ticketType: type.name, priceMinor: type.priceMinor })),
  );
}

import { Component, computed, input, model } from '@angular/core';
import type { PaymentMethodDto, PaymentProviderName } from '@boxoffice/contracts';
import { Icon } from '../../design/icon';
import { WAYS } from './provider-words';

/** The ways to pay for an event, where there are several: one card each. */
@Component({
  selector: 'box-way-to-pay',
  imports: [Icon],
  template: `
    <fieldset [disabled]="isBusy()">
      <legend i18n>How would you like to pay?</legend>
      @for (way of ways(); track way.provider) {
        <label [class.chosen]="way.provider === chosen()">
          <input
            type="radio"
            name="way-to-pay"
            [value]="way.provider"
            [checked]="way.provider === chosen()"
            (change)="chosen.set(way.provider)"
          />
          <span class="words">
            <span class="name">{{ way.name }}</span>
            <span class="small muted">{{ way.hint }}</span>
          </span>
          <box-icon [name]="way.icon" />
        </label>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: var(--space-2);
      min-width: 0;
      padding: 0;
      border: 0;
    }
    legend {
      margin-bottom: var(--space-2);
      padding: 0;
      font-weight: 650;
    }
    label {
      display: flex;
      align-items: center;
      gap: var(--space-3);
      min-height: 60px;
      padding: var(--space-3) var(--space-4);
      border: 1px solid var(--hairline);
      border-radius: var(--radius-m);
      cursor: pointer;
    }
    .chosen {
      border-color: var(--ink);
      box-shadow: inset 0 0 0 1px var(--ink);
    }
    label:has(:focus-visible) {
      outline: 3px solid var(--accent-text);
      outline-offset: 2px;
    }
    input {
      flex: none;
      width: 20px;
      height: 20px;
      margin: 0;
      accent-color: var(--ink);
      outline: none;
    }
    .words {
      display: grid;
      flex: 1;
      min-width: 0;
    }
    .name {
      font-weight: 650;
    }
    box-icon {
      color: var(--ink-muted);
    }
  `,
})
export class WayToPay {
  readonly methods = input.required<readonly PaymentMethodDto[]>();
  readonly isBusy = input(false);
  readonly chosen = model.required<PaymentProviderName | undefined>();

  protected readonly ways = computed(() =>
    this.methods().map(({ provider }) => ({ provider, ...WAYS[provider]() })),
  );
}

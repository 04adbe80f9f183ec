import { afterNextRender, Component, computed, inject, Injector, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { TIER_COLORS, type TierColor } from '@boxoffice/contracts/event-limits';
import { tickets } from '../../design/counts';
import { Icon } from '../../design/icon';
import { TierSwatch } from '../../design/tier-swatch';
import { ChoiceField } from '../../form/choice-field';
import { TextField } from '../../form/text-field';
import { tierColorName } from '../tier-color-name';
import { newTicketType, tierAfter, type TierDraft } from './event-draft';

/**
 * The tiers of an event, each with its ticket types. Enter in a row adds another one below it, so that a whole hall is
 * entered without the mouse; a new tier has the ticket types of the one before.
 */
@Component({
  selector: 'box-tier-rows',
  imports: [ChoiceField, Icon, MatButton, TextField, TierSwatch],
  host: { '(keydown.enter)': 'addRow($event)' },
  templateUrl: './tier-rows.html',
  styleUrl: './tier-rows.scss',
})
export class TierRows {
  readonly tiers = input.required<FieldTree<TierDraft[]>>();
  readonly currency = input.required<string>();

  private readonly injector = inject(Injector);
  protected readonly colors = [
    { value: '', words: $localize`Automatic` },
    ...TIER_COLORS.map((color) => ({ value: color, words: tierColorName(color) })),
  ];
  protected readonly total = computed(() => {
    const counts = this.tiers()()
      .value()
      .map(({ capacity }) => Number(capacity));
    const sum = counts.reduce((all, count) => all + (Number.isInteger(count) ? count : 0), 0);
    return $localize`${tickets(sum)}:tickets: in total`;
  });

  protected colorOf(tier: FieldTree<TierDraft>): TierColor {
    const color = tier.color().value();
    return TIER_COLORS.find((one) => one === color) ?? '';
  }

  protected addTier(after: number): void {
    this.edit((tiers) => [
      ...tiers.slice(0, after + 1),
      tierAfter(tiers[after]),
      ...tiers.slice(after + 1),
    ]);
    this.focus(() => this.tiers()[after + 1]?.name);
  }

  protected removeTier(index: number): void {
    this.edit((tiers) => tiers.filter((_, at) => at !== index));
    this.focus(() => this.tiers()[Math.max(0, index - 1)]?.name);
  }

  /** The first one says what those pay who are none of the others. */
  protected addType(tier: number, after: number): void {
    const isFirst = after < 0;
    this.editTypes(tier, (types, { price }) =>
      isFirst
        ? [newTicketType($localize`Standard`, price), newTicketType()]
        : [...types.slice(0, after + 1), newTicketType(), ...types.slice(after + 1)],
    );
    this.focus(() => this.tiers()[tier]?.ticketTypes[isFirst ? 1 : after + 1]?.name);
  }

  protected removeType(tier: number, index: number): void {
    this.editTypes(tier, (types) => types.filter((_, at) => at !== index));
    this.focus(() => {
      const row = this.tiers()[tier];
      return row?.ticketTypes[Math.max(0, index - 1)]?.name ?? row?.name;
    });
  }

  /** Enter in a line of text. In a list it opens the list, and it presses buttons. */
  protected addRow(event: Event): void {
    const { target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const tier = target.closest<HTMLElement>('[data-tier]')?.dataset.tier;
    const type = target.closest<HTMLElement>('[data-type]')?.dataset.type;
    if (type === undefined) this.addTier(Number(tier));
    else this.addType(Number(tier), Number(type));
  }

  private edit(change: (tiers: TierDraft[]) => TierDraft[]): void {
    this.tiers()().value.update(change);
  }

  private editTypes(
    index: number,
    change: (types: TierDraft['ticketTypes'], tier: TierDraft) => TierDraft['ticketTypes'],
  ): void {
    this.edit((tiers) =>
      tiers.map((tier, at) =>
        at === index ? { ...tier, ticketTypes: change(tier.ticketTypes, tier) } : tier,
      ),
    );
  }

  private focus(field: () => FieldTree<string> | undefined): void {
    afterNextRender(() => field()?.().focusBoundControl(), { injector: this.injector });
  }
}

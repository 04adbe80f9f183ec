import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { OrganiserEventDto, OrganiserTierDto } from '@boxoffice/contracts';
import { Task } from '../../../api/task';
import { FailureNotice } from '../../../design/failure-notice';
import { tickets } from '../../../design/counts';
import { formatMoney } from '../../../design/formats';
import { MoneyPipe } from '../../../design/money-pipe';
import { TierSwatch } from '../../../design/tier-swatch';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { OrganiserEvent } from '../organiser-event';
import { EventTiers } from './event-tiers';
import type { TicketTypeFieldsDraft, TierFieldsDraft } from './tier-drafts';
import { TicketTypeForm } from './ticket-type-form';
import { TierForm } from './tier-form';

/** The tiers of an event and the ticket types within each: added, renamed, recoloured, reordered, removed. */
@Component({
  selector: 'box-tiers-page',
  imports: [FailureNotice, MatButton, MoneyPipe, TicketTypeForm, TierForm, TierSwatch, UnreadPage],
  templateUrl: './tiers-page.html',
  styleUrl: './tiers-page.scss',
})
export class TiersPage {
  readonly eventId = input.required<string>();

  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new OrganiserEvent(this.current.id, () => this.eventId());
  private readonly tiers = new EventTiers(
    this.current.id,
    () => this.eventId(),
    () => {
      this.one.reload();
    },
  );
  protected readonly task = new Task();

  /** A finished tier in a line, so that the page stays short. */
  protected sumUp(
    { capacity, priceMinor, ticketTypes }: OrganiserTierDto,
    currency: string,
  ): string {
    const prices =
      ticketTypes.length > 0
        ? ticketTypes.map((type) => `${type.name} ${formatMoney(type.priceMinor, currency)}`)
        : [formatMoney(priceMinor, currency)];
    return [tickets(capacity), ...prices].join(' · ');
  }

  protected adding(event: OrganiserEventDto) {
    return (draft: TierFieldsDraft) => this.tiers.add(draft, event.currency);
  }

  protected changing(event: OrganiserEventDto, { id }: OrganiserTierDto) {
    return (draft: TierFieldsDraft) => this.tiers.change(id, draft, event.currency);
  }

  protected addingType(event: OrganiserEventDto, { id }: OrganiserTierDto) {
    return (draft: TicketTypeFieldsDraft) => this.tiers.addType(id, draft, event.currency);
  }

  protected changingType(event: OrganiserEventDto, { id }: OrganiserTierDto, typeId: string) {
    return (draft: TicketTypeFieldsDraft) =>
      this.tiers.changeType(id, typeId, draft, event.currency);
  }

  protected async remove(tierId: string): Promise<void> {
    await this.task.run(() => this.tiers.remove(tierId));
  }

  protected async removeType(tierId: string, typeId: string): Promise<void> {
    await this.task.run(() => this.tiers.removeType(tierId, typeId));
  }

  /** @param by -1: up, 1: down */
  protected async move(event: OrganiserEventDto, index: number, by: -1 | 1): Promise<void> {
    await this.task.run(() => this.tiers.reorder(moved(event.tiers, index, by)));
  }

  protected async moveType(tier: OrganiserTierDto, index: number, by: -1 | 1): Promise<void> {
    await this.task.run(() => this.tiers.reorderTypes(tier.id, moved(tier.ticketTypes, index, by)));
  }
}

/** The ids in their new order. */
function moved(rows: readonly { id: string }[], index: number, by: -1 | 1): string[] {
  const ids = rows.map(({ id }) => id);
  const [id = ''] = ids.splice(index, 1);
  ids.splice(index + by, 0, id);
  return ids;
}

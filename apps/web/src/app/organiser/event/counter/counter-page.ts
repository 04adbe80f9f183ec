import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { form, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { RouterLink } from '@angular/router';
import type { CounterMethod, CounterSaleDto } from '@boxoffice/contracts';
import { COUNTER_METHODS, COUNTER_TICKETS_MAX } from '@boxoffice/contracts/counter-method';
import type { Failure } from '../../../api/problem';
import { refreshWhileVisible } from '../../../api/refresh-while-visible';
import { IncludedCharges } from '../../../booking/included-charges';
import { FailureNotice } from '../../../design/failure-notice';
import { formatMoney, formatTime, plural } from '../../../design/formats';
import { MoneyPipe } from '../../../design/money-pipe';
import { NumberPipe } from '../../../design/number-pipe';
import { Stepper } from '../../../design/stepper';
import { TierSwatch } from '../../../design/tier-swatch';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextField } from '../../../form/text-field';
import { buyerName } from '../../buyer-name';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { priceFault, readPrice } from '../../price-text';
import { methodName } from '../bookings/booking-words';
import { CashUp } from './cash-up';
import { CounterDesk } from './counter-desk';
import { choicesOf, costOf, leftOf, linesOf, type CounterChoice } from './counter-sale';
import { guardUnsaved } from '../../unsaved';

/** Others sell at the same time. */
const REFRESH_MS = 5_000;

const NOTHING_SAID = { received: '', reason: '', buyerName: '', buyerEmail: '' };

/** Sells at the counter: how many of what, cash or card or free, and the receipt. */
@Component({
  selector: 'box-counter-page',
  imports: [
    CashUp,
    FailureNotice,
    IncludedCharges,
    MatButton,
    MatButtonToggle,
    MatButtonToggleGroup,
    MoneyPipe,
    NumberPipe,
    RouterLink,
    Stepper,
    SubmitButton,
    TextField,
    TierSwatch,
    UnreadPage,
  ],
  templateUrl: './counter-page.html',
  styleUrls: ['../../../design/table.scss', './counter-page.scss'],
})
export class CounterPage {
  readonly eventId = input.required<string>();

  protected readonly current = inject(CurrentOrganiser);
  protected readonly desk = new CounterDesk(this.current.id, () => this.eventId());
  protected readonly event = this.desk.event.data;
  protected readonly choices = computed(() => {
    const event = this.event();
    return event ? choicesOf(event, this.desk.allotments.data() ?? []) : [];
  });
  protected readonly quantities = signal<ReadonlyMap<string, number>>(new Map());
  protected readonly count = computed(() =>
    this.choices().reduce((sum, { id }) => sum + (this.quantities().get(id) ?? 0), 0),
  );
  protected readonly method = signal<CounterMethod>('cash');
  protected readonly methods = COUNTER_METHODS;
  protected readonly methodName = methodName;
  /** What the sale comes to; undefined where it costs nothing. */
  protected readonly cost = computed(() => {
    const event = this.event();
    if (!event || this.method() === 'complimentary') return undefined;
    return costOf(event, this.choices(), this.quantities());
  });
  protected readonly totalMinor = computed(() => this.cost()?.totalMinor ?? 0);

  private readonly model = signal(NOTHING_SAID);
  protected readonly fields = form(this.model, (path) => {
    validate(path.received, ({ value }) => this.faultOfReceived(value()));
    validate(path.reason, ({ value }) =>
      this.method() === 'complimentary' && value().trim() === ''
        ? { kind: 'reason', message: $localize`Enter a reason for your records` }
        : null,
    );
    validate(path.buyerEmail, ({ value }) =>
      value().trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value().trim())
        ? null
        : { kind: 'email', message: $localize`Enter an email address like name@example.org` },
    );
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  /** The last sale, until the next one is begun. */
  protected readonly sold = signal<CounterSaleDto | undefined>(undefined);

  protected readonly changeText = computed(() => {
    const event = this.event();
    const received = this.receivedMinor();
    if (!event || received === undefined || received < this.totalMinor()) return '';
    return $localize`Change: ${formatMoney(received - this.totalMinor(), event.currency)}:amount:`;
  });
  protected readonly sellText = computed(() => {
    const count = this.ticketsText(this.count());
    if (this.method() === 'complimentary') return $localize`Give away ${count}:tickets:`;
    const total = formatMoney(this.totalMinor(), this.event()?.currency ?? 'EUR');
    return $localize`Sell ${count}:tickets: · ${total}:total:`;
  });
  protected readonly buyerName = buyerName;
  protected readonly time = formatTime;
  protected readonly left = leftOf;

  constructor() {
    guardUnsaved(() => this.count() > 0 || this.fields().dirty());
    refreshWhileVisible(() => this.desk.reload(), REFRESH_MS);
    // What is sold elsewhere meanwhile can't be chosen any more.
    effect(() => {
      const event = this.event();
      if (event && event.state !== 'published') this.quantities.set(new Map());
    });
  }

  protected most(choice: CounterChoice): number {
    const chosen = this.quantities().get(choice.id) ?? 0;
    const max = choice.type?.maxPerBooking ?? COUNTER_TICKETS_MAX;
    return Math.max(chosen, Math.min(leftOf(choice), max, COUNTER_TICKETS_MAX));
  }

  protected label({ tier, type, allotment }: CounterChoice): string {
    return [allotment?.name, tier.name, type?.name].filter((part) => part).join(' · ');
  }

  protected choose(choice: CounterChoice, quantity: number): void {
    this.sold.set(undefined);
    this.quantities.update((all) => new Map(all).set(choice.id, quantity));
  }

  protected setMethod(method: CounterMethod): void {
    this.method.set(method);
  }

  protected ticketsText(count: number): string {
    return plural(count, {
      one: $localize`1 ticket`,
      other: $localize`${count}:count: tickets`,
    });
  }

  protected async sell(event: Event): Promise<void> {
    event.preventDefault();
    const lines = linesOf(this.choices(), this.quantities());
    if (lines.length === 0) return;
    const said = this.model();
    const method = this.method();
    const receivedMinor = this.receivedMinor();
    const isDone = await sendForm(this.fields, this.failure, async () => {
      const sale = await this.desk.sell({
        lines,
        method,
        ...(method === 'complimentary' && { reason: said.reason.trim() }),
        ...(method === 'cash' && receivedMinor !== undefined && { receivedMinor }),
        ...(said.buyerName.trim() && { buyerName: said.buyerName.trim() }),
        ...(said.buyerEmail.trim() && { buyerEmail: said.buyerEmail.trim() }),
      });
      this.sold.set(sale);
    });
    if (!isDone) return;
    this.quantities.set(new Map());
    this.method.set('cash');
    this.fields().reset(NOTHING_SAID);
  }

  /** Undefined where nobody has said, or it can't be read. */
  private receivedMinor(): number | undefined {
    const { received } = this.model();
    const currency = this.event()?.currency;
    if (received.trim() === '' || !currency || priceFault(received, currency)) return undefined;
    return readPrice(received, currency);
  }

  private faultOfReceived(received: string): { kind: string; message: string } | null {
    const currency = this.event()?.currency;
    if (this.method() !== 'cash' || received.trim() === '' || !currency) return null;
    const message = priceFault(received, currency);
    if (message) return { kind: 'amount', message };
    return readPrice(received, currency) < this.totalMinor()
      ? { kind: 'short', message: $localize`That is less than the total` }
      : null;
  }
}

import {
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  type OnDestroy,
  type OnInit,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Identity } from '../../../account/identity';
import { formatMoney } from '../../../design/formats';
import { Notice } from '../../../design/notice';
import { stripeLook } from './stripe-look';
import {
  loadStripe,
  mayLoadStripe,
  type StripeElement,
  type StripeElements,
  type StripeJs,
} from './stripe-js';

/** Stripe's own fields: no card number ever comes to this page or its server. */
@Component({
  selector: 'box-stripe-form',
  imports: [MatButton, Notice],
  template: `
    @if (hasFailed()) {
      <box-notice tone="error" heading="We can’t load the payment form" i18n-heading>
        <p i18n>
          You weren’t charged. Check your connection, and whether something blocks js.stripe.com.
        </p>
        <p>
          <button i18n matButton="outlined" type="button" (click)="load()">Try again</button>
        </p>
      </box-notice>
    }
    <form novalidate (submit)="send($event)">
      @if (!isReady() && !hasFailed()) {
        <p i18n class="visually-hidden" role="status">Loading the payment form</p>
        <div class="skeleton" aria-hidden="true"></div>
      }
      <div #place></div>
      @if (refusal(); as words) {
        <p class="refusal" role="alert">{{ words }}</p>
      }
      @if (isReady()) {
        <button
          matButton="filled"
          type="submit"
          [disabled]="isOnItsWay()"
          [disabledInteractive]="isOnItsWay()"
        >
          {{ action() }}
        </button>
      }
    </form>
  `,
  styles: `
    :host,
    form {
      display: grid;
      gap: var(--space-4);
    }
    .skeleton {
      height: 180px;
      border-radius: var(--radius-m);
    }
    .refusal {
      color: var(--error);
    }
  `,
})
export class StripeForm implements OnInit, OnDestroy {
  readonly client = input.required<Readonly<Record<string, string>>>();
  readonly amountMinor = input.required<number>();
  readonly currency = input.required<string>();
  readonly isBusy = input(false);
  /** The buyer has done their part, as far as this page knows. */
  readonly confirmed = output();

  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private readonly identity = inject(Identity);
  private stripe: StripeJs | undefined;
  private elements: StripeElements | undefined;
  private element: StripeElement | undefined;

  protected readonly isReady = signal(false);
  protected readonly hasFailed = signal(false);
  /** What Stripe says beside its fields, in the buyer's language. */
  protected readonly refusal = signal('');
  private readonly isConfirming = signal(false);
  protected readonly isOnItsWay = computed(() => this.isBusy() || this.isConfirming());
  protected readonly action = computed(() =>
    this.isOnItsWay()
      ? $localize`One moment…`
      : $localize`Pay ${formatMoney(this.amountMinor(), this.currency())}:amount:`,
  );

  ngOnInit(): void {
    // This page was opened elsewhere and has no leave to load Stripe.js: opened for itself, it has.
    if (!mayLoadStripe()) location.assign(location.href);
    else void this.load();
  }

  ngOnDestroy(): void {
    this.element?.destroy();
  }

  protected async load(): Promise<void> {
    this.hasFailed.set(false);
    try {
      const create = await loadStripe();
      const { publishableKey = '', clientSecret, connectedAccount, language } = this.client();
      const place = this.place().nativeElement;
      this.stripe = create(publishableKey, {
        locale: language,
        ...(connectedAccount && { stripeAccount: connectedAccount }),
      });
      this.elements = this.stripe.elements({ clientSecret, appearance: stripeLook(place) });
      this.element = this.elements.create('payment', {
        defaultValues: { billingDetails: { name: this.identity.user()?.name } },
      });
      this.element.on('ready', () => this.isReady.set(true));
      this.element.on('loaderror', () => this.hasFailed.set(true));
      this.element.mount(place);
    } catch {
      this.hasFailed.set(true);
    }
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const { stripe, elements } = this;
    if (!stripe || !elements || this.isOnItsWay()) return;
    const { returnUrl = location.href } = this.client();
    this.isConfirming.set(true);
    this.refusal.set('');
    try {
      const { error } = await stripe.confirmPayment({
        elements,
        confirmParams: { return_url: returnUrl },
        redirect: 'if_required',
      });
      // What is wrong with the entries is said by Stripe beside its fields.
      if (error?.type === 'validation_error') return;
      if (error) this.refusal.set(error.message ?? '');
      // Refused or not: what became of it, only the server finds out from Stripe.
      this.confirmed.emit();
    } catch {
      this.confirmed.emit();
    } finally {
      this.isConfirming.set(false);
    }
  }
}

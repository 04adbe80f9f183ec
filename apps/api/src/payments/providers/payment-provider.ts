import type { IncomingHttpHeaders } from 'node:http';

/** What a payment provider is called, in addresses and rows. */
export type ProviderName = 'simulated' | 'stripe' | 'paypal' | 'offline';

/** How an organiser is known to a provider: whatever its settings page asks for, decrypted. */
export type ProviderAccount = Readonly<Record<string, string>>;

/** A payment before the provider knows it. */
export interface PaymentToStart {
  /** The same for every try to start this payment: the provider's idempotency key. */
  key: string;
  /** In the smallest unit of the currency; more than zero. */
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
  /** For the buyer's statement and the organiser's lists: the event's name and the booking. */
  description: string;
  /** Sent along, so that a payment can be found from the provider's side. */
  metadata: Readonly<Record<'booking' | 'event' | 'organiser' | 'payment', string>>;
  /** Where the provider sends the buyer back to. */
  returnUrl: string;
  /** Language of the provider's pages. */
  language: string;
}

/** A payment that the provider knows. */
export interface StartedPayment {
  /** What the provider calls it. */
  reference: string;
  /** What the buyer's page needs to let them pay, and nothing that is secret to others. */
  client: Readonly<Record<string, string>>;
  /** For how many days the tickets have to be held for this way to pay; undefined: no longer than they are. */
  heldForDays?: number;
}

/** A payment as this system knows it. */
export interface KnownPayment {
  key: string;
  reference: string;
  amountMinor: number;
  currency: string;
}

/** How a payment stands, as the provider says it at this moment. */
export interface PaymentState {
  /**
   * `open`: the buyer has to do something, for the first time or after a declined attempt; `processing`: the bank is
   * at it; `captured`: the money has moved; `cancelled`: it will never move.
   */
  status: 'open' | 'processing' | 'captured' | 'cancelled';
  /** What was captured, in the smallest unit of the currency. */
  capturedMinor: number;
  currency: string;
  /** What refunds name; once captured. */
  captureReference?: string;
  /** The last attempt, where it was declined. */
  declined?: { reference: string; code: string };
}

/** Money that is to go back. */
export interface RefundToStart {
  /** The same for every try to start this refund. */
  key: string;
  /** What to give back; no more than is left of the capture. */
  amountMinor: number;
  currency: string;
  reference: string;
  captureReference: string;
}

/** How a refund stands. */
export interface RefundState {
  reference: string;
  status: 'processing' | 'succeeded' | 'failed';
  /** Why it failed, in the provider's words. */
  failure?: string;
}

/** What a provider tells of its own accord. */
export interface ProviderEvent {
  /** The provider's id of this event: told twice, it is one. */
  id: string;
  /** The provider's word for it, for the log. */
  type: string;
  /** What it is about, a dispute by the payment that is disputed; undefined where it is nothing of ours. */
  about?: { kind: 'payment' | 'refund' | 'dispute'; reference: string };
  /** Of a dispute, as it stands at this moment. */
  dispute?: DisputeState;
}

/** `open`: the buyer's bank has taken the money back and hasn't decided; `won`: the organiser keeps it; `lost`. */
export type DisputeStatus = 'open' | 'won' | 'lost';

/** How a dispute stands. */
export interface DisputeState {
  /** What the provider calls it. */
  reference: string;
  /** What the buyer wants back. */
  amountMinor: number;
  currency: string;
  status: DisputeStatus;
}

/** A payment that a provider has captured, without what was given back. */
export interface ListedCapture {
  reference: string;
  amountMinor: number;
  currency: string;
  /** When the payment began at the provider. */
  createdAt: Date;
}

/** Which captures are listed. */
export interface CapturesToList {
  /** Whose: organisers may share an account. */
  organiserId: string;
  /** Of payments that began at the provider since then. */
  since: Date;
}

/** A request to the address of a provider's events, byte for byte. */
export interface ProviderRequest {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A request that the provider has not made, or not lately. */
export class ForgedEventError extends Error {}

/** Why a provider refuses, as far as its settings are to blame. */
export type RefusalReason = 'key' | 'permission' | 'mode' | 'account' | 'webhook';

/** The provider refuses, and trying again would change nothing: a wrong key, an amount that it doesn't take. */
export class ProviderRefusedError extends Error {
  constructor(
    message: string,
    readonly reason?: RefusalReason,
  ) {
    super(message);
  }
}

/** The provider can't be reached or doesn't know: whether anything happened has to be found out. */
export class ProviderUnavailableError extends Error {}

/**
 * Moves money. Each provider has a folder of its own and knows nothing of bookings.
 *
 * No method is called inside a transaction. Each may be called again with the same key after an answer that was lost,
 * and does nothing twice then. An event only says where to look: what it is about is read again by {@link find}, so
 * events that come twice, late, early or in another order lead to the same state.
 *
 * All throw {@link ProviderRefusedError} or {@link ProviderUnavailableError}, whose messages hold no key and no card
 * number.
 */
export interface PaymentProvider {
  readonly name: ProviderName;

  /** Prepares a payment, and asks for no money yet. */
  start(payment: PaymentToStart, account: ProviderAccount): Promise<StartedPayment>;

  /**
   * Takes the money that the buyer agreed to, where this is for the server to do; otherwise the same as {@link find}.
   *
   * @param attemptKey the same for every try of this attempt
   * @param outcome how a simulated attempt ends; no other provider reads it
   */
  complete(
    payment: KnownPayment,
    attemptKey: string,
    account: ProviderAccount,
    outcome?: string,
  ): Promise<PaymentState>;

  /** Reads how a payment stands. */
  find(payment: KnownPayment, account: ProviderAccount): Promise<PaymentState>;

  /** Sees to it that a payment never moves money, if that is still possible; the answer says whether it was. */
  cancel(payment: KnownPayment, account: ProviderAccount): Promise<PaymentState>;

  /** Gives money back. */
  refund(refund: RefundToStart, account: ProviderAccount): Promise<RefundState>;

  /** Reads how a refund stands. */
  findRefund(
    refund: RefundToStart & { refundReference: string },
    account: ProviderAccount,
  ): Promise<RefundState>;

  /** @throws ForgedEventError where the request wasn't signed by the provider, or is too old */
  readEvent(request: ProviderRequest, account: ProviderAccount): Promise<ProviderEvent>;

  /** What it has captured for an organiser of this system, in pages; missing where the provider gives no such list. */
  captures?(account: ProviderAccount, wanted: CapturesToList): AsyncIterable<ListedCapture[]>;

  /** Tries the account's keys without moving money, for the button of the settings page. */
  test(account: ProviderAccount): Promise<void>;
}

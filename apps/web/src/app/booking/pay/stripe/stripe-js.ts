/** What is used here of Stripe.js, which comes from Stripe and is no package of ours. */
export interface StripeJs {
  elements(options: object): StripeElements;
  confirmPayment(options: {
    elements: StripeElements;
    confirmParams: { return_url: string };
    redirect: 'if_required';
  }): Promise<{ error?: StripeError }>;
}

export interface StripeElements {
  create(kind: 'payment', options?: object): StripeElement;
  submit(): Promise<{ error?: StripeError }>;
}

export interface StripeElement {
  mount(place: HTMLElement): void;
  destroy(): void;
  on(event: 'ready' | 'loaderror', listener: () => void): void;
}

export interface StripeError {
  type: string;
  message?: string;
}

type StripeFactory = (key: string, options: object) => StripeJs;

/** Stripe asks for its script to come from its own address, so that it can keep it safe. */
const SCRIPT_URL = 'https://js.stripe.com/v3/';

/** Pages of this address are let load it, and no others: the server’s policy says so. */
const CHECKOUT = '/checkout/';

/** Whether this document was sent with the policy of the checkout; one that was opened elsewhere has that page’s. */
export function mayLoadStripe(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation !== undefined && new URL(navigation.name).pathname.startsWith(CHECKOUT);
}

let loading: Promise<StripeFactory> | undefined;

/** Loads Stripe.js, once; again after it failed. */
export function loadStripe(): Promise<StripeFactory> {
  loading ??= new Promise<StripeFactory>((resolve, reject) => {
    const script = document.createElement('script');
    script.async = true;
    script.addEventListener('load', () => {
      const { Stripe } = globalThis as { Stripe?: StripeFactory };
      if (Stripe) resolve(Stripe);
      else reject(new Error('Stripe.js brought nothing.'));
    });
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('Stripe.js can’t be loaded.'));
    });
    script.src = SCRIPT_URL;
    document.head.append(script);
  }).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

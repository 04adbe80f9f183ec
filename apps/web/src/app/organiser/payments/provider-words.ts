import type { ProviderTestReason } from '@boxoffice/contracts';
import type { ProviderField, SetUpProvider } from '@boxoffice/contracts/provider-fields';

interface ProviderWords {
  readonly name: string;
  /** What buyers pay with, and where the organiser finds what is asked for. */
  readonly about: string;
  /** What to do with the address for its events; empty where it has none. */
  readonly webhook: string;
}

/** What is said of each provider. */
export function providerWords(provider: SetUpProvider): ProviderWords {
  switch (provider) {
    case 'stripe':
      return {
        name: 'Stripe',
        about: $localize`Cards, Apple Pay, Google Pay and more, on the checkout page. You find the keys in Stripe under Developers › API keys.`,
        webhook: $localize`In Stripe, add this address under Developers › Webhooks, for the events of payment intents, charges, refunds and disputes.`,
      };
    case 'paypal':
      return {
        name: 'PayPal',
        about: $localize`Buyers approve the payment at PayPal and come back. You find client ID and secret in PayPal’s developer dashboard, in your app.`,
        webhook: $localize`In PayPal, add this address to your app’s webhooks, for the events of orders, payments and disputes.`,
      };
    case 'offline':
      return {
        name: $localize`Transfer or cash`,
        about: $localize`Buyers pay by bank transfer or at your counter. You mark the booking as paid once the money is there.`,
        webhook: '',
      };
  }
}

interface FieldWords {
  readonly label: string;
  readonly hint: string;
  /** What is wrong with what somebody typed. */
  readonly wrong: string;
}

/** What is said of each field. */
export function fieldWords(field: ProviderField['name']): FieldWords {
  const words: Record<ProviderField['name'], () => FieldWords> = {
    publishableKey: () => ({
      label: $localize`Publishable key`,
      hint: '',
      wrong: $localize`It begins with pk_live_ or pk_test_`,
    }),
    secretKey: () => ({
      label: $localize`Secret key`,
      hint: '',
      wrong: $localize`It begins with sk_live_, sk_test_ or rk_`,
    }),
    webhookSecret: () => ({
      label: $localize`Webhook signing secret`,
      hint: '',
      wrong: $localize`It begins with whsec_`,
    }),
    connectedAccount: () => ({
      label: $localize`Connected account (optional)`,
      hint: $localize`Only if the keys belong to a Connect platform`,
      wrong: $localize`It begins with acct_`,
    }),
    environment: () => ({ label: $localize`Environment`, hint: '', wrong: '' }),
    clientId: () => ({
      label: $localize`Client ID`,
      hint: '',
      wrong: $localize`Copy the whole client ID`,
    }),
    clientSecret: () => ({
      label: $localize`Secret`,
      hint: '',
      wrong: $localize`Copy the whole secret`,
    }),
    webhookId: () => ({
      label: $localize`Webhook ID`,
      hint: $localize`PayPal shows it next to the webhook`,
      wrong: $localize`Copy the whole webhook ID`,
    }),
    instructions: () => ({
      label: $localize`Instructions for buyers`,
      hint: $localize`Account holder, IBAN, opening hours: shown at checkout and in the email`,
      wrong: '',
    }),
    holdDays: () => ({
      label: $localize`Days to pay (optional)`,
      hint: $localize`Tickets are held this long. Empty: as long as for any other payment.`,
      wrong: $localize`Enter a number from 1 to 60`,
    }),
  };
  return words[field]();
}

/** Why a provider doesn’t take its settings. */
export function testWords(reason: ProviderTestReason): { heading: string; text: string } {
  const words: Record<ProviderTestReason, () => [heading: string, text: string]> = {
    key: () => [
      $localize`The key isn’t accepted`,
      $localize`Copy it again from the provider’s dashboard, and save.`,
    ],
    permission: () => [
      $localize`The key isn’t allowed to do this`,
      $localize`Give it the permission to read and write payments.`,
    ],
    mode: () => [
      $localize`The keys don’t belong together`,
      $localize`One is for tests, the other for live payments. Take both from the same mode.`,
    ],
    account: () => [
      $localize`The connected account is unknown`,
      $localize`Check its ID, and that it is connected to the platform of these keys.`,
    ],
    webhook: () => [
      $localize`The webhook is unknown`,
      $localize`Create it with the address shown here, and copy its ID.`,
    ],
    unreachable: () => [
      $localize`The provider couldn’t be reached`,
      $localize`Nothing is wrong with your settings, as far as we know. Try again in a moment.`,
    ],
    other: () => [
      $localize`The provider refuses these settings`,
      $localize`It doesn’t say why. Check each of them in its dashboard.`,
    ],
  };
  const [heading, text] = words[reason]();
  return { heading, text };
}

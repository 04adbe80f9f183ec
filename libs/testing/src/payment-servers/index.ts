export type { LocalProvider, ProviderCall } from './local-provider.ts';
export { startPayPalServer, type PayPalServer, type PayPalServerEvent } from './paypal-server.ts';
export {
  startStripeServer,
  type StripeCard,
  type StripeServer,
  type StripeServerEvent,
} from './stripe-server.ts';

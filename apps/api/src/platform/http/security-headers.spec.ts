import type { Settings } from '../config/settings.js';
import { headersOfCheckout, headersOfDoor, headersOfPage } from './security-headers.js';

const settingsWith = (...paymentProviders: string[]): Settings =>
  ({ NODE_ENV: 'production', paymentProviders }) as unknown as Settings;

const policyOf = (headers: Record<string, string>): string =>
  headers['content-security-policy'] ?? '';

describe('the policy of the checkout', () => {
  it('lets Stripe in where Stripe takes payments', () => {
    const policy = policyOf(headersOfCheckout(settingsWith('stripe', 'offline'), 'a-nonce'));
    expect(policy).toContain("script-src 'self' https://js.stripe.com https://*.js.stripe.com;");
    expect(policy).toContain(
      'frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com;',
    );
    expect(policy).toContain("connect-src 'self' https://api.stripe.com;");
    expect(policy).not.toContain('trusted-types');
  });

  it('is that of every other page elsewhere, and no other page lets anybody in', () => {
    for (const providers of [['simulated'], ['paypal', 'offline'], []]) {
      const settings = settingsWith(...providers);
      expect(headersOfCheckout(settings, 'a-nonce')).toEqual(headersOfPage(settings, 'a-nonce'));
    }
    expect(policyOf(headersOfPage(settingsWith('stripe'), 'a-nonce'))).not.toContain('stripe');
  });
});

describe('the headers of the door', () => {
  it('let it look through the camera and read codes with WebAssembly, and no other page', () => {
    const settings = settingsWith('stripe');
    const door = headersOfDoor(settings, 'a-nonce');
    const others = headersOfPage(settings, 'a-nonce');
    expect(door['permissions-policy']).toContain('camera=(self)');
    expect(others['permissions-policy']).toContain('camera=()');
    expect(policyOf(door).replace(" 'wasm-unsafe-eval'", '')).toBe(policyOf(others));
    expect(policyOf(door)).toContain("script-src 'self' 'wasm-unsafe-eval';");
  });
});

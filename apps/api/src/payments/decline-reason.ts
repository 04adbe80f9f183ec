import type { DeclineCode, DeclineReason } from '@boxoffice/contracts';

/**
 * Codes of Stripe that say what the buyer can do about it. All others stay unsaid: that a card was reported
 * stolen, or that a bank suspects fraud, is not for whoever is typing its number.
 */
const REASONS: Readonly<Record<string, DeclineReason>> = {
  insufficient_funds: 'insufficient_funds',
  withdrawal_count_limit_exceeded: 'insufficient_funds',
  card_velocity_exceeded: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_number: 'wrong_details',
  incorrect_cvc: 'wrong_details',
  incorrect_zip: 'wrong_details',
  invalid_number: 'wrong_details',
  invalid_cvc: 'wrong_details',
  invalid_expiry_month: 'wrong_details',
  invalid_expiry_year: 'wrong_details',
  authentication_required: 'not_authenticated',
  payment_intent_authentication_failure: 'not_authenticated',
};

/** @returns null where the buyer's bank is the one to ask */
export function declineReasonOf(code: string | null): DeclineReason | null {
  return REASONS[code ?? ''] ?? null;
}

/** @param code of the provider; null: nothing was declined */
export function declineCodeOf(code: string | null): DeclineCode | null {
  return code === null ? null : (declineReasonOf(code) ?? 'declined');
}

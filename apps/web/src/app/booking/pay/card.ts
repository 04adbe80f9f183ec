import type { SimulatedOutcome } from '@boxoffice/contracts';

/** What is typed into the card form. It never leaves the browser: the payment is simulated. */
export interface Card {
  name: string;
  number: string;
  expiry: string;
  code: string;
}

export const EMPTY_CARD: Card = { name: '', number: '', expiry: '', code: '' };

/** Numbers that end in their own way, as Stripe’s test cards do; every other one goes through. */
export const TEST_CARDS: readonly {
  number: string;
  outcome: SimulatedOutcome;
  words: () => string;
}[] = [
  {
    number: '4242 4242 4242 4242',
    outcome: 'success',
    words: () => $localize`Goes through`,
  },
  {
    number: '4000 0000 0000 0002',
    outcome: 'decline',
    words: () => $localize`Is declined`,
  },
  {
    number: '4000 0000 0000 0077',
    outcome: 'processing',
    words: () => $localize`Takes the bank a few seconds`,
  },
  {
    number: '4000 0000 0000 0119',
    outcome: 'answer-lost',
    words: () => $localize`Goes through, but the answer gets lost`,
  },
];

export function outcomeOf(number: string): SimulatedOutcome {
  const digits = digitsOf(number);
  return TEST_CARDS.find((card) => digitsOf(card.number) === digits)?.outcome ?? 'success';
}

/** The test number that every payment provider knows, with a date that stays in the future. */
export function demoCard(name: string, now: Date): Card {
  const year = String((now.getFullYear() + 3) % 100).padStart(2, '0');
  return { name, number: '4242 4242 4242 4242', expiry: `12/${year}`, code: '123' };
}

const digitsOf = (text: string): string => text.replace(/[\s-]/g, '');

/** Whether the number has the length of a card's and a right check digit (Luhn). */
export function isCardNumber(text: string): boolean {
  const digits = digitsOf(text);
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, character, index) => {
      const digit = Number(character);
      if (index % 2 === 0) return total + digit;
      return total + (digit > 4 ? digit * 2 - 9 : digit * 2);
    }, 0);
  return sum % 10 === 0;
}

/** Groups a number by four, as it stands on the card. */
export function formatCardNumber(text: string): string {
  const digits = digitsOf(text);
  return /^\d+$/.test(digits) ? digits.replace(/(\d{4})(?=\d)/g, '$1 ') : text;
}

interface Expiry {
  month: number;
  year: number;
}

/** Reads `12/27`, `1227`, `12 / 2027`, and what browsers fill in. */
export function readExpiry(text: string): Expiry | undefined {
  const match = /^(\d{1,2})\s*[/-]?\s*(\d{2}|\d{4})$/.exec(text.trim());
  const month = Number(match?.[1]);
  const year = Number(match?.[2]);
  if (!match || month < 1 || month > 12) return undefined;
  return { month, year: year < 100 ? 2000 + year : year };
}

export function formatExpiry(text: string): string {
  const expiry = readExpiry(text);
  if (!expiry) return text;
  return `${String(expiry.month).padStart(2, '0')}/${String(expiry.year % 100).padStart(2, '0')}`;
}

/** A card is good to the end of its month. */
export function isExpired(expiry: Expiry, now: Date): boolean {
  return now >= new Date(expiry.year, expiry.month, 1);
}

export function isSecurityCode(text: string): boolean {
  return /^\d{3,4}$/.test(text.trim());
}

import { DEFAULT_LANGUAGE } from '@boxoffice/contracts/formats';
import type { MailTemplate, MailTemplates, WrittenIn } from '../mail.js';
import {
  alreadyRegistered,
  organiserInvitation,
  passwordChanged,
  resetPassword,
  twoFactorChanged,
  verifyEmail,
} from './account-letters.js';
import { bookingConfirmed, bookingsConfirmed } from './booking-letters.js';
import { eventChanged, eventMessage } from './announcement-letters.js';
import { moneyDiffers } from './money-letter.js';
import { eventCancelled } from './cancellation-letter.js';
import { paymentDisputed } from './dispute-letter.js';
import { ticketOffered } from './ticket-offer-letter.js';
import { moneyReturned } from './refund-letter.js';
import { waitlistOffer, waitlistRefused } from './waitlist-letter.js';
import type { Letter } from './letter.js';
import { asHtml } from './as-html.js';
import { asText } from './as-text.js';
import { spoken, type Spoken } from './spoken.js';

const LETTERS: {
  [Template in MailTemplate]: (
    data: MailTemplates[Template],
    spoken: Spoken,
    isEnclosed: boolean,
  ) => Letter;
} = {
  'verify-email': verifyEmail,
  'already-registered': alreadyRegistered,
  'reset-password': resetPassword,
  'password-changed': passwordChanged,
  'two-factor-changed': twoFactorChanged,
  'organiser-invitation': organiserInvitation,
  'ticket-offered': ticketOffered,
  'booking-confirmed': bookingConfirmed,
  'bookings-confirmed': bookingsConfirmed,
  'event-cancelled': eventCancelled,
  'money-differs': moneyDiffers,
  'event-changed': eventChanged,
  'event-message': eventMessage,
  'waitlist-offer': waitlistOffer,
  'waitlist-refused': waitlistRefused,
  'money-returned': moneyReturned,
  'payment-disputed': paymentDisputed,
};

/** A mail as it is sent. */
export interface WrittenMail {
  subject: string;
  html: string;
  text: string;
}

/**
 * Writes a mail out. What people have typed is text in it, never markup and never a header.
 *
 * @param data with the language that its reader is written to in; English where none was noted
 * @param isEnclosed whether the tickets that it is about go with it as files
 */
export function writeMail<Template extends MailTemplate>(
  template: Template,
  data: MailTemplates[Template] & WrittenIn,
  isEnclosed = false,
): WrittenMail {
  const language = spoken(data.language ?? DEFAULT_LANGUAGE);
  const letter = LETTERS[template](data, language, isEnclosed);
  return {
    subject: letter.subject,
    html: asHtml(letter, language.locale),
    text: asText(letter),
  };
}

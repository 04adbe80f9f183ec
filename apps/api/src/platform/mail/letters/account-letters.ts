import { formatEventMoment } from '@boxoffice/contracts/formats';
import type { MailTemplates } from '../mail.js';
import { greeting, harmlessName } from './greeting.js';
import type { Letter, LetterPart } from './letter.js';
import type { Spoken } from './spoken.js';

/** The letters about an account. Times in them are UTC: nobody told us where the reader lives. */
const TIME_ZONE = 'UTC';

/** Longest name of an organisation that is written to a stranger, in code points. */
const ORGANISER_NAME_MAX = 100;

const paragraph = (text: string): LetterPart => ({ kind: 'paragraph', text });

export function verifyEmail({ link }: MailTemplates['verify-email'], { texts }: Spoken): Letter {
  const { subject, preview, text, action, note } = texts.verifyEmail;
  return {
    subject,
    preview,
    heading: subject,
    parts: [
      paragraph(texts.hello('')),
      paragraph(text),
      { kind: 'action', label: action, link },
      { kind: 'note', text: note },
    ],
  };
}

export function alreadyRegistered(
  { name, signInLink, resetLink }: MailTemplates['already-registered'],
  { texts }: Spoken,
): Letter {
  const { subject, preview, text, action, forgotten, note } = texts.alreadyRegistered;
  return {
    subject,
    preview,
    heading: subject,
    parts: [
      paragraph(greeting(name, texts)),
      paragraph(text),
      { kind: 'action', label: action, link: signInLink },
      paragraph(forgotten),
      { kind: 'action', label: texts.setPassword, link: resetLink },
      { kind: 'note', text: note },
    ],
  };
}

export function resetPassword(
  { name, link }: MailTemplates['reset-password'],
  { texts }: Spoken,
): Letter {
  const { preview, text, note } = texts.resetPassword;
  return {
    subject: texts.setPassword,
    preview,
    heading: texts.setPassword,
    parts: [
      paragraph(greeting(name, texts)),
      paragraph(text),
      { kind: 'action', label: texts.setPassword, link },
      { kind: 'note', text: note },
    ],
  };
}

export function organiserInvitation(
  { organiser, role, link }: MailTemplates['organiser-invitation'],
  { texts }: Spoken,
): Letter {
  const { subject, preview, text, roles, action, note } = texts.organiserInvitation;
  const name = harmlessName(organiser, ORGANISER_NAME_MAX);
  return {
    subject: subject(name),
    preview,
    heading: subject(name),
    parts: [
      paragraph(texts.hello('')),
      paragraph(text(name, roles[role])),
      { kind: 'action', label: action, link },
      { kind: 'note', text: note },
    ],
  };
}

export function passwordChanged(
  { name, at, resetLink }: MailTemplates['password-changed'],
  { texts, locale }: Spoken,
): Letter {
  const { subject, preview, text } = texts.passwordChanged;
  return {
    subject,
    preview,
    heading: subject,
    parts: [
      paragraph(greeting(name, texts)),
      paragraph(text(formatEventMoment(at, TIME_ZONE, locale))),
      paragraph(texts.ifItWasYou),
      { kind: 'action', label: texts.setPassword, link: resetLink },
    ],
  };
}

export function twoFactorChanged(
  { name, enabled, at, resetLink }: MailTemplates['two-factor-changed'],
  { texts, locale }: Spoken,
): Letter {
  const { subject, preview, text } = texts.twoFactorChanged;
  return {
    subject: subject(enabled),
    preview,
    heading: subject(enabled),
    parts: [
      paragraph(greeting(name, texts)),
      paragraph(text(enabled, formatEventMoment(at, TIME_ZONE, locale))),
      paragraph(texts.ifItWasYou),
      { kind: 'action', label: texts.setPassword, link: resetLink },
    ],
  };
}

import type { MailTemplates } from '../mail.js';
import { greeting } from './greeting.js';
import type { Letter } from './letter.js';
import { momentIn } from './moments.js';

/** The letters about an account. Times in them are UTC: nobody told us where the reader lives. */

export function verifyEmail({ link }: MailTemplates['verify-email']): Letter {
  return {
    subject: 'Confirm your email address',
    preview: 'Enter your password, and your account is ready.',
    heading: 'Confirm your email address',
    parts: [
      { kind: 'paragraph', text: 'Hello,' },
      {
        kind: 'paragraph',
        text: 'Someone asked for a Boxoffice account with this address. If that was you, open the link and enter the password you chose.',
      },
      { kind: 'action', label: 'Confirm the address', link },
      {
        kind: 'note',
        text: 'If this wasn’t you, you can ignore this email. Opening the link changes nothing.',
      },
    ],
  };
}

export function alreadyRegistered(data: MailTemplates['already-registered']): Letter {
  return {
    subject: 'You have an account already',
    preview: 'Somebody tried to register with your address.',
    heading: 'You have an account already',
    parts: [
      { kind: 'paragraph', text: greeting(data.name) },
      {
        kind: 'paragraph',
        text: 'Somebody, probably you, has just tried to register at Boxoffice with this address. It has an account, so no second one was made.',
      },
      { kind: 'action', label: 'Sign in', link: data.signInLink },
      { kind: 'paragraph', text: 'If you do not know the password any more, set a new one:' },
      { kind: 'action', label: 'Set a new password', link: data.resetLink },
      { kind: 'note', text: 'If that was not you, do nothing: nothing was changed.' },
    ],
  };
}

export function resetPassword({ name, link }: MailTemplates['reset-password']): Letter {
  return {
    subject: 'Set a new password',
    preview: 'The link works once, and for a short time.',
    heading: 'Set a new password',
    parts: [
      { kind: 'paragraph', text: greeting(name) },
      {
        kind: 'paragraph',
        text: 'Somebody, probably you, asked for a new password for your account. The link works once, and for a short time.',
      },
      { kind: 'action', label: 'Set a new password', link },
      {
        kind: 'note',
        text: 'If that was not you, do nothing: your password stays as it is. Never pass the link on.',
      },
    ],
  };
}

export function passwordChanged({
  name,
  at,
  resetLink,
}: MailTemplates['password-changed']): Letter {
  return {
    subject: 'Your password was changed',
    preview: 'If that was you, there is nothing to do.',
    heading: 'Your password was changed',
    parts: [
      { kind: 'paragraph', text: greeting(name) },
      {
        kind: 'paragraph',
        text: `The password of your account was changed on ${momentIn(at, 'UTC')}. Everybody who was signed in elsewhere was signed out.`,
      },
      {
        kind: 'paragraph',
        text: 'If that was you, there is nothing to do. If it was not, take your account back at once:',
      },
      { kind: 'action', label: 'Set a new password', link: resetLink },
    ],
  };
}

export function twoFactorChanged(data: MailTemplates['two-factor-changed']): Letter {
  const state = data.enabled ? 'on' : 'off';
  return {
    subject: `Two-step sign-in is ${state}`,
    preview: 'If that was you, there is nothing to do.',
    heading: `Two-step sign-in is ${state}`,
    parts: [
      { kind: 'paragraph', text: greeting(data.name) },
      {
        kind: 'paragraph',
        text: `Two-step sign-in was turned ${state} for your account on ${momentIn(data.at, 'UTC')}.`,
      },
      {
        kind: 'paragraph',
        text: 'If that was you, there is nothing to do. If it was not, take your account back at once:',
      },
      { kind: 'action', label: 'Set a new password', link: data.resetLink },
    ],
  };
}

import { Transform } from 'class-transformer';
import { isEmail, ValidateBy } from 'class-validator';

/** Longest address that mail servers take (RFC 5321, with its angle brackets taken off). */
export const EMAIL_MAX_LENGTH = 254;

/**
 * What no address here has, although the standard allows some of it in quotes: blanks, invisible
 * characters and what ends or starts something in a mail's header.
 */
const FORBIDDEN = /[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800"<>(),:;\\[\]]/u;

/** What would make the URL parser, which knows the rules for domains, read anything but a domain. */
const NOT_IN_A_DOMAIN = /[%/?#@]/;

/**
 * The one form in which an address is stored, compared, counted and mailed; undefined where a value is no
 * address. Local part: NFC and lower case. Domain: ASCII, as UTS 46 has it.
 *
 * A character that stands for another one (the KELVIN SIGN for a K, a full-width letter) is refused in the
 * local part: mail servers tell the two apart, so whoever proves one has not proved the other.
 */
export function canonicalAddress(value: unknown): string | undefined {
  // Longer than an address can be, even where every character is decomposed: it is not looked at.
  if (typeof value !== 'string' || value.length > 2 * EMAIL_MAX_LENGTH) return undefined;
  const address = value.trim();
  if (FORBIDDEN.test(address)) return undefined;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  if (Array.from(local).some(standsForAnother)) return undefined;
  const domain = asciiDomain(address.slice(at + 1));
  if (domain === undefined) return undefined;
  const canonical = `${local.normalize('NFC').toLowerCase().normalize('NFC')}@${domain}`;
  return canonical.length <= EMAIL_MAX_LENGTH && isEmail(canonical) ? canonical : undefined;
}

/**
 * The key of an address: its canonical form.
 *
 * @throws RangeError where it is no address; validate it before
 */
export function addressKey(address: string): string {
  const key = canonicalAddress(address);
  if (key === undefined) throw new RangeError('This is no e-mail address.');
  return key;
}

/**
 * The key of the mailbox behind an address: `ada+tickets@example.org` is delivered to `ada@example.org`.
 * For limits alone, never to prove who somebody is: not every mail server reads the plus like that.
 *
 * @throws RangeError where it is no address; validate it before
 */
export function mailboxKey(address: string): string {
  return addressKey(address).replace(/^([^+@]+)\+[^@]*@/, '$1@');
}

/** Whether a value is one e-mail address, and nothing else in a mail's header. */
export function isEmailAddress(value: unknown): value is string {
  return canonicalAddress(value) !== undefined;
}

/** An email address, trimmed. */
export function IsEmailAddress(): PropertyDecorator {
  const validate = ValidateBy({
    name: 'isEmailAddress',
    validator: {
      validate: isEmailAddress,
      defaultMessage: () => `email must be an e-mail address: name@example.org`,
    },
  });
  const trim = Transform(({ value }) =>
    typeof value === 'string' ? value.trim() : (value as unknown),
  );
  return (target, key) => {
    trim(target, key);
    validate(target, key);
  };
}

/** Asked of each character by itself: a decomposed letter is made of two that stand for themselves. */
function standsForAnother(character: string): boolean {
  return character.normalize('NFKC') !== character;
}

/** A domain as it stands in the DNS: the URL parser is the platform's own UTS 46, here and in browsers. */
function asciiDomain(domain: string): string | undefined {
  if (domain === '' || NOT_IN_A_DOMAIN.test(domain)) return undefined;
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : undefined;
}

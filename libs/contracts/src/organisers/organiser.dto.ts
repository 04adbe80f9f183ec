import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IsEmailAddress } from '../auth/email-address.js';
import { LANGUAGES, type Language } from '../formats/languages.js';
import { IsId } from '../ids/id.js';
import { IsCurrency } from '../money/is-currency.js';
import { IsTimeZone } from '../time/time-zone.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLegalText } from './legal-text.js';
import { IsOrganiserName } from './organiser-name.js';
import type { OrganiserRole } from './organiser-role.js';

/** Most organisations on one page. */
export const ORGANISERS_PAGE_MAX = 100;

/** A page of organisations. */
export class ListOrganisersQueryDto {
  /**
   * Page size.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(ORGANISERS_PAGE_MAX)
  limit?: number = 50;

  /**
   * Continue after this id: the last one of the previous page.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

/** One of the organisations that you work for. */
export class OrganiserSummaryDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * Its name.
   * @example "Choir of St Mary"
   */
  name: string;

  /**
   * What you may do for it; null for an admin who isn't a member.
   * @example "owner"
   */
  role: OrganiserRole | null;
}

/** An organisation that sells tickets, as its members see it. */
export class OrganiserDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * Its name, shown with its events.
   * @example "Choir of St Mary"
   */
  name: string;

  /**
   * Where buyers write to.
   * @example "tickets@choir.example"
   */
  contactEmail: string;

  /**
   * Imprint: a text, or a link that begins with https://. Empty: there is none.
   * @example "https://choir.example/imprint"
   */
  imprint: string;

  /**
   * Terms of sale, likewise.
   * @example "https://choir.example/terms"
   */
  terms: string;

  /**
   * Privacy notice, likewise.
   * @example "https://choir.example/privacy"
   */
  privacy: string;

  /**
   * What happens when a buyer wants to give tickets back, likewise.
   * @example "Tickets can be returned until a week before the concert."
   */
  refundPolicy: string;

  /**
   * ISO 4217 currency of new events.
   * @example "EUR"
   */
  currency: string;

  /**
   * IANA time zone of new events.
   * @example "Europe/Berlin"
   */
  timeZone: string;

  /**
   * Language of its invitations.
   * @example "en"
   */
  language: Language;

  /**
   * What you may do for it; null for an admin who isn't a member.
   * @example "owner"
   */
  role: OrganiserRole | null;

  /**
   * When it was founded.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;
}

/** Founds an organisation. */
export class CreateOrganiserDto {
  /**
   * Name: 1 to 200 characters without surrounding spaces, at least one of them visible, and no control characters.
   * @example "Choir of St Mary"
   */
  @IsOrganiserName()
  name: string;

  /**
   * Where buyers write to.
   * @example "tickets@choir.example"
   */
  @IsEmailAddress()
  contactEmail: string;

  /**
   * Imprint: a text of at most 20,000 characters, or a link that begins with https://.
   * @example "https://choir.example/imprint"
   */
  @OptionalField()
  @IsLegalText()
  imprint?: string = '';

  /**
   * Terms of sale, likewise.
   * @example "https://choir.example/terms"
   */
  @OptionalField()
  @IsLegalText()
  terms?: string = '';

  /**
   * Privacy notice, likewise.
   * @example "https://choir.example/privacy"
   */
  @OptionalField()
  @IsLegalText()
  privacy?: string = '';

  /**
   * What happens when a buyer wants to give tickets back, likewise.
   * @example "Tickets can be returned until a week before the concert."
   */
  @OptionalField()
  @IsLegalText()
  refundPolicy?: string = '';

  /**
   * ISO 4217 currency of new events.
   * @example "EUR"
   */
  @IsCurrency()
  currency: string;

  /**
   * IANA time zone of new events.
   * @example "Europe/Berlin"
   */
  @IsTimeZone()
  timeZone: string;

  /**
   * Language of its invitations.
   * @example "en"
   */
  @IsIn(LANGUAGES)
  language: Language;

  /**
   * Admins only: who is invited as its owner, instead of the admin.
   * @example "ada@choir.example"
   */
  @OptionalField()
  @IsEmailAddress()
  ownerEmail?: string;
}

/** Changes an organisation. What is left out stays as it is. */
export class UpdateOrganiserDto {
  /**
   * Name: 1 to 200 characters without surrounding spaces, at least one of them visible, and no control characters.
   * @example "Choir of St Mary"
   */
  @OptionalField()
  @IsOrganiserName()
  name?: string;

  /**
   * Where buyers write to.
   * @example "tickets@choir.example"
   */
  @OptionalField()
  @IsEmailAddress()
  contactEmail?: string;

  /**
   * Imprint: a text of at most 20,000 characters, or a link that begins with https://. Empty: there is none.
   * @example "https://choir.example/imprint"
   */
  @OptionalField()
  @IsLegalText()
  imprint?: string;

  /**
   * Terms of sale, likewise.
   * @example "https://choir.example/terms"
   */
  @OptionalField()
  @IsLegalText()
  terms?: string;

  /**
   * Privacy notice, likewise.
   * @example "https://choir.example/privacy"
   */
  @OptionalField()
  @IsLegalText()
  privacy?: string;

  /**
   * What happens when a buyer wants to give tickets back, likewise.
   * @example "Tickets can be returned until a week before the concert."
   */
  @OptionalField()
  @IsLegalText()
  refundPolicy?: string;

  /**
   * ISO 4217 currency of new events; those that there are keep theirs.
   * @example "EUR"
   */
  @OptionalField()
  @IsCurrency()
  currency?: string;

  /**
   * IANA time zone of new events; those that there are keep theirs.
   * @example "Europe/Berlin"
   */
  @OptionalField()
  @IsTimeZone()
  timeZone?: string;

  /**
   * Language of its invitations.
   * @example "en"
   */
  @OptionalField()
  @IsIn(LANGUAGES)
  language?: Language;
}

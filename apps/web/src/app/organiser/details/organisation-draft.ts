import { validate, type SchemaPath, type SchemaPathTree } from '@angular/forms/signals';
import type {
  CreateOrganiserDto,
  ORGANISER_NAME_MAX_LENGTH,
  OrganiserDto,
  UpdateOrganiserDto,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { asksFor, isEmail, isLine } from '../../form/rules';
import { pageLanguage } from '../../language/page-language';

/** What somebody writes of an organisation, by the names that the API has for it. */
export interface OrganisationDraft {
  name: string;
  contactEmail: string;
  imprint: string;
  terms: string;
  privacy: string;
  refundPolicy: string;
  currency: string;
  timeZone: string;
  language: string;
  /** Who is invited as its owner, where an admin founds it for somebody else. */
  ownerEmail: string;
}

/** A new organisation, where whoever founds it is. */
export function newOrganisation(): OrganisationDraft {
  return {
    name: '',
    contactEmail: '',
    imprint: '',
    terms: '',
    privacy: '',
    refundPolicy: '',
    currency: 'EUR',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: pageLanguage(),
    ownerEmail: '',
  };
}

export function organisationOf(organiser: OrganiserDto): OrganisationDraft {
  const { name, contactEmail, imprint, terms, privacy, refundPolicy } = organiser;
  const { currency, timeZone, language } = organiser;
  const texts = { name, contactEmail, imprint, terms, privacy, refundPolicy };
  return { ...texts, currency, timeZone, language, ownerEmail: '' };
}

/** Longest name in characters; its type is the contract's constant, so the two cannot part. */
const NAME_LENGTH: typeof ORGANISER_NAME_MAX_LENGTH = 200;

export function isOrganisation(path: SchemaPathTree<OrganisationDraft>): void {
  asksFor(path.name, $localize`Enter a name`);
  isLine(path.name, NAME_LENGTH);
  isEmail(path.contactEmail);
  isOptionalEmail(path.ownerEmail);
}

function isOptionalEmail(path: SchemaPath<string>): void {
  validate(path, ({ value }) =>
    value() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value().trim())
      ? null
      : { kind: 'email', message: $localize`Enter an email address like name@example.org` },
  );
}

export function createOrganiserDto(draft: OrganisationDraft): CreateOrganiserDto {
  const { ownerEmail, language, ...others } = draft;
  return {
    ...others,
    language: language as Language,
    ...(ownerEmail.trim() && { ownerEmail }),
  };
}

/** What differs from the organisation as it was read. */
export function updateOrganiserDto(
  draft: OrganisationDraft,
  before: OrganisationDraft,
): UpdateOrganiserDto {
  const entries = Object.entries(draft).filter(
    ([field, value]) => value !== before[field as keyof OrganisationDraft],
  );
  return Object.fromEntries(entries);
}

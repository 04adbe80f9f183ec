/** What an organiser has to say of itself. */
export const LEGAL_DOCUMENTS = ['imprint', 'terms', 'privacy', 'refund_policy'] as const;

export type LegalDocument = (typeof LEGAL_DOCUMENTS)[number];

/** One of an organiser's legal texts, or where it is. */
export class LegalDocumentLinkDto {
  /**
   * Which one.
   * @example "terms"
   */
  document: LegalDocument;

  /**
   * Where it is; null: it is a text, which `GET /events/:id/organiser` tells.
   * @example "https://choir.example/terms"
   */
  link: string | null;
}

/** Who sells an event. */
export class EventOrganiserDto {
  /**
   * Name.
   * @example "Choir of St Mary"
   */
  name: string;

  /**
   * Where buyers write to.
   * @example "tickets@choir.example"
   */
  contactEmail: string;

  /** The legal texts that there are. */
  documents: LegalDocumentLinkDto[];
}

/** Who sells an event, with the legal texts. */
export class EventOrganiserTextsDto {
  /**
   * Name.
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
}

/** A price category of a booking in the picture of a ticket: what it is, and what it costs. */
export interface TicketLine {
  label: string;
  amount: string;
}

/** A part of a letter, in the order of reading. */
export type LetterPart =
  | { kind: 'paragraph'; text: string }
  /** The one action that the letter is about. */
  | { kind: 'action'; label: string; link: string }
  /** Something else that can be opened, less loud than the action. */
  | { kind: 'link'; label: string; link: string }
  | {
      kind: 'ticket';
      title: string;
      facts: string[];
      lines: TicketLine[];
      total: TicketLine;
      /** What is in the total already: fees, tax. */
      within: TicketLine[];
    }
  | { kind: 'list'; lines: string[] }
  /** What was, and what is from now on. */
  | { kind: 'changes'; title: string; rows: { label: string; before: string; after: string }[] }
  /** What somebody else says, in their own words. */
  | { kind: 'quote'; by: string; lines: string[] }
  /** Quiet words at the end. */
  | { kind: 'note'; text: string }
  /** Who sells the tickets that the letter is about. */
  | {
      kind: 'seller';
      name: string;
      address: string;
      documents: { label: string; link: string }[];
    };

/**
 * What a mail says, before it is dressed as HTML and as text. Both are made of the same parts, so
 * that neither says what the other does not.
 */
export interface Letter {
  subject: string;
  /** What a list of mails shows beside the subject. */
  preview: string;
  heading: string;
  parts: LetterPart[];
}

import { Injectable } from '@nestjs/common';
import type { MailTemplate, MailTemplates, WrittenIn } from '../mail.js';

/** A file that goes with a mail. */
export interface Enclosure {
  fileName: string;
  contentType: string;
  content: Buffer;
}

/** A mail, as whoever makes its files knows it. */
export interface EnclosingMail<Template extends MailTemplate> {
  to: string;
  data: MailTemplates[Template] & WrittenIn;
}

type Maker<Template extends MailTemplate> = (mail: EnclosingMail<Template>) => Promise<Enclosure[]>;

/**
 * Makes the files that go with mails, when they are sent: none is kept with a mail in the database, which would hold the
 * codes of tickets then. Modules say what they enclose; the mail knows none of them.
 */
@Injectable()
export class Enclosures {
  private readonly makers: { [Template in MailTemplate]?: Maker<Template> } = {};

  /** Says what makes the files of a kind of mail; before the application has started. */
  madeBy<Template extends MailTemplate>(template: Template, maker: Maker<Template>): void {
    Object.assign(this.makers, { [template]: maker });
  }

  /** @throws whatever keeps a maker from knowing; the mail is tried again then */
  async of<Template extends MailTemplate>(
    template: Template,
    mail: EnclosingMail<Template>,
  ): Promise<Enclosure[]> {
    const maker: Maker<Template> | undefined = this.makers[template];
    return maker ? maker(mail) : [];
  }
}

import { Module, type DynamicModule } from '@nestjs/common';
import { isLoopback, type Settings } from '../config/settings.js';
import { GatherConfirmations } from './gather-confirmations.js';
import { KeptMails } from './local-page/kept-mails.js';
import { LocalMailController } from './local-page/local-mail.controller.js';
import { MailBudgets } from './mail-budgets.js';
import { MailData } from './mail-data.js';
import { MailSweep } from './mail-sweep.js';
import { Mails } from './mails.js';
import { Enclosures } from './outgoing/enclosures.js';
import { KeepingTransport } from './outgoing/keeping-transport.js';
import { MailTransport } from './outgoing/mail-transport.js';
import { SendMails } from './outgoing/send-mails.js';

/** Sends mail; or keeps it, and shows it to the developer. */
@Module({})
export class MailModule {
  static with(settings: Settings): DynamicModule {
    const keeps = settings.MAIL_TRANSPORT === 'keep';
    const shown = keeps && isLoopback(settings.HOST) && settings.NODE_ENV !== 'production';
    return {
      module: MailModule,
      global: true,
      controllers: shown ? [LocalMailController] : [],
      providers: [
        {
          provide: MailTransport,
          useFactory: () => (keeps ? new KeepingTransport() : smtpTransport(settings)),
        },
        MailBudgets,
        Mails,
        GatherConfirmations,
        Enclosures,
        SendMails,
        MailSweep,
        MailData,
        KeptMails,
      ],
      exports: [Mails, MailBudgets, Enclosures],
    };
  }
}

/** Loaded where mails are sent alone: nodemailer takes as long as a tenth of the start. */
async function smtpTransport(settings: Settings): Promise<MailTransport> {
  const { SmtpTransport } = await import('./outgoing/smtp-transport.js');
  return new SmtpTransport(settings);
}

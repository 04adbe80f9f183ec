import { Module } from '@nestjs/common';
import { Mails } from './mails.js';

/** Sends mail. */
@Module({ providers: [Mails], exports: [Mails] })
export class MailModule {}

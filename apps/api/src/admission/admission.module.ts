import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { DoorCodes } from './codes/door-codes.js';
import { OrganiserTicketCodesController } from './codes/organiser-ticket-codes.controller.js';
import { RotationSecrets } from './codes/rotation-secrets.js';
import { ShowCodes } from './codes/show-codes.js';
import { TicketCodesController } from './codes/ticket-codes.controller.js';
import { TicketCodes } from './codes/ticket-codes.js';
import { IssueCodes } from './issue/issue-codes.js';
import { ChangeTicketKey } from './keys/change-ticket-key.js';
import { ADMISSION_PURPOSE, OrganiserKeys } from './keys/organiser-keys.js';
import { TicketKeysController } from './keys/ticket-keys.controller.js';
import { PassOnCodes } from './pass-on/pass-on-codes.js';
import { ReplaceCode } from './replace/replace-code.js';
import { RevokeCodes } from './replace/revoke-codes.js';
import { ScannedCodes } from './scan/scanned-codes.js';

@Module({
  imports: [EventsModule, OrganisersModule],
  controllers: [TicketKeysController, TicketCodesController, OrganiserTicketCodesController],
  providers: [
    SecretBox.for(ADMISSION_PURPOSE),
    OrganiserKeys,
    ChangeTicketKey,
    RotationSecrets,
    IssueCodes,
    TicketCodes,
    DoorCodes,
    ShowCodes,
    ReplaceCode,
    RevokeCodes,
    PassOnCodes,
    ScannedCodes,
  ],
  exports: [DoorCodes, RevokeCodes, ShowCodes, ScannedCodes, PassOnCodes],
})
export class AdmissionModule {}

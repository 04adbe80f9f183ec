import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { UsersModule } from '../users/users.module.js';
import { EraseAccount } from './erase-account.js';
import { PrivacyController } from './privacy.controller.js';
import { ExportPersonalData } from './export-personal-data.js';

/** Export and erasure of personal data. */
@Module({
  imports: [AccountsModule, UsersModule],
  controllers: [PrivacyController],
  providers: [ExportPersonalData, EraseAccount],
})
export class PrivacyModule {}

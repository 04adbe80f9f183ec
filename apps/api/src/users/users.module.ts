import { Module } from '@nestjs/common';
import { OwnedTicketsModule } from '../booking/owned-tickets/owned-tickets.module.js';
import { UserAccounts } from './user-accounts.js';
import { UserDirectory } from './user-directory.js';
import { UsersController } from './users.controller.js';

@Module({
  imports: [OwnedTicketsModule],
  controllers: [UsersController],
  providers: [UserDirectory, UserAccounts],
  exports: [UserDirectory, UserAccounts],
})
export class UsersModule {}

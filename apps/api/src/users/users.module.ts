import { Module } from '@nestjs/common';
import { UserAccounts } from './user-accounts.js';
import { UserDirectory } from './user-directory.js';
import { UserData } from './user-data.js';
import { UsersController } from './users.controller.js';

@Module({
  controllers: [UsersController],
  providers: [UserDirectory, UserAccounts, UserData],
  exports: [UserDirectory, UserAccounts],
})
export class UsersModule {}

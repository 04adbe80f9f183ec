import { Module } from '@nestjs/common';
import { OwnedTicketsModule } from '../booking/owned-tickets/owned-tickets.module.js';
import { UserDirectory } from './user-directory.js';
import { UsersController } from './users.controller.js';

@Module({
  imports: [OwnedTicketsModule],
  controllers: [UsersController],
  providers: [UserDirectory],
  exports: [UserDirectory],
})
export class UsersModule {}

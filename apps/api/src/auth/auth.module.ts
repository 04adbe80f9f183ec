import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { UsersModule } from '../users/users.module.js';
import { GuestLinks } from './sessions/guest-links.js';
import { RouteHandlers } from '../platform/access/route-handlers.js';
import { Renewal } from './sessions/renewal.js';
import { SessionData } from './sessions/session-data.js';
import { Sessions } from './sessions/sessions.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { TokenKeysController } from './tokens/token-keys.controller.js';
import { UndeclaredRoutes } from '../platform/access/undeclared-routes.js';

/** Authentication and access rules. */
@Global()
@Module({
  imports: [DiscoveryModule, UsersModule],
  controllers: [TokenKeysController],
  providers: [
    AccessTokens,
    Sessions,
    SessionData,
    Renewal,
    GuestLinks,
    RouteHandlers,
    UndeclaredRoutes,
  ],
  exports: [AccessTokens, Sessions, Renewal, GuestLinks],
})
export class AuthModule {}

import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Access } from '../../platform/access/access.js';
import { AccessTokens } from './access-tokens.js';

/** The public keys at their well-known address. */
@ApiExcludeController()
@Access('anyone')
@Controller('.well-known/jwks.json')
export class TokenKeysController {
  constructor(private readonly tokens: AccessTokens) {}

  @Get()
  // Shorter than a key rotation takes.
  @Header('cache-control', 'public, max-age=300')
  show(): { keys: object[] } {
    return { keys: this.tokens.publicKeys() };
  }
}

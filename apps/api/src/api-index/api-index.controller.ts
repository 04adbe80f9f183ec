import { ApiIndexDto } from '@boxoffice/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/access/access.js';
import { Settings } from '../platform/config/settings.js';
import { DEMO_SIGN_INS } from '../demo/demo-users.js';
import { API_VERSION } from '../platform/service/api-version.js';

@ApiTags('Service')
@Access('anyone')
@Controller()
export class ApiIndexController {
  constructor(private readonly settings: Settings) {}

  @Get()
  @ApiOperation({ summary: 'Describe this API' })
  @ApiOkResponse({ type: ApiIndexDto, description: 'The API’s parts and their addresses.' })
  show(): ApiIndexDto {
    return {
      message: 'Boxoffice API',
      version: API_VERSION,
      endpoints: {
        health: '/health',
        documentation: '/docs',
        events: '/api/v1/events',
        tickets: '/api/v1/tickets',
        booking: '/api/v1/booking',
        users: '/api/v1/users',
      },
      paymentProviders: this.settings.paymentProviders,
      demoIdentity: this.settings.DEMO_IDENTITY,
      demoUsers: this.settings.offersDemoUsers ? DEMO_SIGN_INS : [],
    };
  }
}

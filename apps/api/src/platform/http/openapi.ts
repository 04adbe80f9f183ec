import { ProblemDto } from '@boxoffice/contracts';
import openApiMetadata from '@boxoffice/contracts/openapi';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { API_VERSION } from '../service/api-version.js';
import { ACCESS_TOKEN, describeOperations } from './openapi/describe-operations.js';
import { DOCS_STYLE } from './openapi/docs-style.js';

/** Serves the API's description at `/docs` (for people) and `/docs-json` (for programs). */
export async function serveOpenApi(app: NestFastifyApplication): Promise<void> {
  await SwaggerModule.loadPluginMetadata(openApiMetadata);
  const description = new DocumentBuilder()
    .setTitle('Boxoffice')
    .setDescription(
      'Sells tickets: buyers pick tickets, have ten minutes to pay, and the tickets are theirs. ' +
        'Ids are 64-bit and returned as decimal strings; numbers are accepted too. ' +
        'Errors are RFC 9457 problems with a stable `code`. ' +
        'Every path follows HTTP: 400 (`BAD_REQUEST`) for a malformed request, 404 if there is nothing, ' +
        '405 with `Allow` for another method, 414 and 431 if it is too long, 415 if it is compressed or not UTF-8, ' +
        'and 500 (`INTERNAL`) for our own errors.',
    )
    .setVersion(API_VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth(
      {
        type: 'http',
        bearerFormat: 'JWT',
        description:
          'The `accessToken` returned by a sign-in or guest checkout. Valid for ten minutes.',
      },
      ACCESS_TOKEN,
    )
    .addTag('Events', 'Events with tiers and prices.')
    .addTag('Tickets', 'Availability, and putting tickets on sale.')
    .addTag('Booking', 'Reserve, pay, extend and cancel.')
    .addTag('Sign-in', 'Register, sign in, reset a password, buy as a guest.')
    .addTag('Account', 'Your account, sessions and two-step sign-in.')
    .addTag('Admin', 'Users and the audit, for admins.')
    .addTag('Users', 'Users of the first API.')
    .addTag('Service', 'Index and health checks.')
    .build();
  const document = SwaggerModule.createDocument(app, description, { extraModels: [ProblemDto] });
  describeOperations(app, document);
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'docs-json',
    customSiteTitle: 'Boxoffice API',
    customCss: DOCS_STYLE,
    swaggerOptions: { tryItOutEnabled: false, defaultModelsExpandDepth: 0 },
  });
}

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
      'Sells tickets: a buyer picks tickets, they are held for ten minutes, the buyer pays, the tickets are theirs. ' +
        'Ids are 64-bit and travel as decimal strings; where an id comes in, numbers are taken too. ' +
        'Errors are RFC 9457 problems with a stable `code`. ' +
        'Any address answers what HTTP asks for: 400 (`BAD_REQUEST`) to a request that is none, 404 where there is nothing, ' +
        '405 with `Allow` to another method, 414 and 431 to what is too long, 415 to what is packed or not UTF-8, ' +
        'and 500 (`INTERNAL`) where we are at fault.',
    )
    .setVersion(API_VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth(
      {
        type: 'http',
        bearerFormat: 'JWT',
        description:
          'The `accessToken` that a sign-in, or buying as a guest, answers with. It is believed for ten minutes.',
      },
      ACCESS_TOKEN,
    )
    .addTag('Events', 'What tickets are sold for.')
    .addTag('Tickets', 'What is on sale, and putting more on sale.')
    .addTag('Booking', 'Holding tickets, paying for them, giving them back.')
    .addTag('Sign-in', 'Getting an account, and getting in.')
    .addTag('Account', 'One’s own account, its sessions and its second factor.')
    .addTag('Admin', 'Users, as admins see them.')
    .addTag('Users', 'Who buys tickets.')
    .addTag('Service', 'What this API is, and whether it can do its work.')
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

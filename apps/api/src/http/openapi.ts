import openApiMetadata from '@boxoffice/contracts/openapi';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { API_VERSION } from '../service/api-version.js';

/** Serves the API's description at `/docs` (for people) and `/docs-json` (for programs). */
export async function serveOpenApi(app: NestFastifyApplication): Promise<void> {
  await SwaggerModule.loadPluginMetadata(openApiMetadata);
  const description = new DocumentBuilder()
    .setTitle('Boxoffice')
    .setDescription(
      'Sells tickets: a buyer picks tickets, they are held for ten minutes, the buyer pays, the tickets are theirs. ' +
        'Ids are 64-bit and travel as decimal strings; where an id comes in, numbers are taken too. ' +
        'Errors are RFC 9457 problems with a stable `code`.',
    )
    .setVersion(API_VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addTag('Events', 'What tickets are sold for.')
    .addTag('Tickets', 'What is on sale, and putting more on sale.')
    .addTag('Booking', 'Holding tickets, paying for them, giving them back.')
    .addTag('Sign-in', 'Getting an account, and getting in.')
    .addTag('Account', 'One’s own account, its sessions and its second factor.')
    .addTag('Admin', 'Users, as admins see them.')
    .addTag('Users', 'Who buys tickets.')
    .addTag('Service', 'What this API is, and whether it can do its work.')
    .build();
  SwaggerModule.setup('docs', app, SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'docs-json',
    customSiteTitle: 'Boxoffice API',
  });
}

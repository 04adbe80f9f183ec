import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { PageContents } from '../platform/http/pages/page-content.js';
import { RateLimitsModule } from '../platform/rate-limits/rate-limits.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { EventPages } from './event-page/event-pages.js';
import { Posters } from './posters/posters.js';
import { PostersController } from './posters/posters.controller.js';
import { PreviewController } from './preview/preview.controller.js';
import { RobotsController } from './robots/robots.controller.js';
import { Sitemap } from './sitemap/sitemap.js';
import { SitemapController } from './sitemap/sitemap.controller.js';

/** The portal as machines find it: search engines, and whoever shows a preview of a link. */
@Module({
  imports: [EventsModule, OrganisersModule, TicketsModule, RateLimitsModule],
  controllers: [PostersController, PreviewController, RobotsController, SitemapController],
  providers: [Posters, Sitemap, { provide: PageContents, useClass: EventPages }],
  exports: [PageContents],
})
export class PortalModule {}

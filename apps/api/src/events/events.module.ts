import { Module } from '@nestjs/common';
import { EventCatalogue } from './event-catalogue.js';
import { EventsController } from './events.controller.js';
import { PublicEvents } from './public-events.js';

@Module({
  controllers: [EventsController],
  providers: [EventCatalogue, PublicEvents],
  exports: [EventCatalogue, PublicEvents],
})
export class EventsModule {}

import { Module } from '@nestjs/common';
import { EventCatalogue } from './event-catalogue.js';
import { EventsController } from './events.controller.js';

@Module({ controllers: [EventsController], providers: [EventCatalogue], exports: [EventCatalogue] })
export class EventsModule {}

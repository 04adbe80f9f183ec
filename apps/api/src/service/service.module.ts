import { Module } from '@nestjs/common';
import { ApiIndexController } from './api-index.controller.js';
import { HealthController } from './health.controller.js';
import { Health } from './health.js';

@Module({
  controllers: [HealthController, ApiIndexController],
  providers: [Health],
  exports: [Health],
})
export class ServiceModule {}

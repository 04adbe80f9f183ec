import { Module } from '@nestjs/common';
import { ApiIndexController } from './api-index.controller.js';

/** What the API says of itself at its root. */
@Module({ controllers: [ApiIndexController] })
export class ApiIndexModule {}

import { Global, Module } from '@nestjs/common';
import { Jobs } from './jobs.js';

/** Lets every module write down what follows from its transactions, and carry it out. */
@Global()
@Module({ providers: [Jobs], exports: [Jobs] })
export class JobsModule {}

import { Global, Module } from '@nestjs/common';
import { PersonalData } from './personal-data.js';
import { Retention } from './retention.js';

/** Where the modules say what they keep about people, and for how long. */
@Global()
@Module({ providers: [PersonalData, Retention], exports: [PersonalData, Retention] })
export class PersonalDataModule {}

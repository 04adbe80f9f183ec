import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions } from './in-transaction.js';

/**
 * Gives every module the data source that was connected and migrated before. Whoever connected it
 * closes it, when the application has closed: until then its parts may still need it.
 */
@Global()
@Module({})
export class DatabaseModule {
  static with(dataSource: DataSource): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [{ provide: DataSource, useValue: dataSource }, Transactions],
      exports: [DataSource, Transactions],
    };
  }
}

import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions } from './in-transaction.js';
import { TimeZones } from './time-zones.js';

/**
 * Provides the data source, connected beforehand, to every module. The code that connected it also closes it, after
 * the application has closed: until then, its parts may still need it.
 */
@Global()
@Module({})
export class DatabaseModule {
  static with(dataSource: DataSource): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [{ provide: DataSource, useValue: dataSource }, Transactions, TimeZones],
      exports: [DataSource, Transactions, TimeZones],
    };
  }
}

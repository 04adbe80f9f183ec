import { Global, Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';

/** Lets every module record what it does. */
@Global()
@Module({ providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {}

import { Global, Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';
import { AuditSeal } from './seal/audit-seal.js';

/** Lets every module record what it does. */
@Global()
@Module({ providers: [AuditTrail, AuditSeal], exports: [AuditTrail] })
export class AuditModule {}

import { Global, Module } from '@nestjs/common';
import { AuditAnchors } from './anchor/audit-anchors.js';
import { AuditData } from './audit-data.js';
import { AuditTrail } from './audit-trail.js';
import { AuditController } from './audit.controller.js';
import { ListAudit } from './list/list-audit.js';
import { AuditSeal } from './seal/audit-seal.js';

/** Lets every module record what it does, and admins read it. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditTrail, AuditSeal, AuditAnchors, ListAudit, AuditData],
  exports: [AuditTrail],
})
export class AuditModule {}

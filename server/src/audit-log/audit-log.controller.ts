import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AuditPage, AuditVerification } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { allows } from '../access/policy.js';
import { Caller, type Principal } from '../access/principal.js';
import { UsersService } from '../access/users.service.js';
import { AuditLog } from './audit-log.js';
import { AUDIT_QUERIES, readQuery, search, viewOf } from './audit-query.js';
import { Queries } from '../platform/http/queries.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditLogController {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly users: UsersService,
  ) {}

  @Get()
  @Allow('audit.own')
  @Queries(AUDIT_QUERIES)
  @ApiOperation({
    summary: 'Privileged acts, newest first; without `audit.read` one’s own',
  })
  async page(@Caller() caller: Principal, @Query() query: Record<string, unknown>): Promise<AuditPage> {
    const asked = readQuery(query);
    const own = allows('audit.read', caller) ? asked : { ...asked, actor: caller.id };
    const { found, cursor } = await search(own, (before) => this.auditLog.older(before));
    const names = new Map((await this.users.list()).map(({ id, name }) => [id, name]));
    return { entries: found.map((entry) => viewOf(entry, names)), cursor };
  }

  @Get('verify')
  @Allow('audit.verify')
  @ApiOperation({ summary: 'Follows the hash chain of the audit log from its first entry to its head' })
  verify(): Promise<AuditVerification> {
    return this.auditLog.verify();
  }
}

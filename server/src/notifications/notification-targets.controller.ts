import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { NotificationTargetBody, NotificationTargetPatch, type NotificationTargetView } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { Allow } from '../access/allow.js';
import { JsonBody } from '../platform/http/json-body.js';
import { NotificationDesk } from './notification-desk.service.js';

@ApiTags('notifications')
@Controller('api/v1/notification-targets')
export class NotificationTargetsController {
  constructor(private readonly desk: NotificationDesk) {}

  @Get()
  @Allow('notifications.read')
  @ApiOperation({ summary: 'Whom alerts, proposals and changes of the automation are sent to, and how that goes' })
  list(): Promise<NotificationTargetView[]> {
    return this.desk.list();
  }

  @Post()
  @Allow('notifications.write')
  @ApiOperation({ summary: 'Adds a target; a secret that is made here is in this answer only' })
  add(
    @JsonBody(NotificationTargetBody) body: Type.Static<typeof NotificationTargetBody>,
  ): Promise<NotificationTargetView & { secret: string | null }> {
    return this.desk.add(body);
  }

  @Patch(':id')
  @Allow('notifications.write')
  @ApiOperation({ summary: 'Changes what is sent; `enabled: true` also takes up one that was switched off for failing' })
  change(
    @Param('id') id: string,
    @JsonBody(NotificationTargetPatch) body: Type.Static<typeof NotificationTargetPatch>,
  ): Promise<NotificationTargetView> {
    return this.desk.change(id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('notifications.write')
  remove(@Param('id') id: string): Promise<void> {
    return this.desk.remove(id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Allow('notifications.write')
  @ApiOperation({ summary: 'Sends a test message and tells what came back' })
  test(@Param('id') id: string): Promise<{ ok: boolean; problem: string | null }> {
    return this.desk.test(id);
  }
}

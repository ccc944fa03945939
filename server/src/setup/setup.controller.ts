import { Controller, Get, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SetupPatch, type SetupView } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { JsonBody } from '../platform/http/json-body.js';
import { SetupService } from './setup.service.js';

@ApiTags('registry')
@Allow('setup.manage')
@Controller('api/v1/setup')
export class SetupController {
  constructor(private readonly setup: SetupService) {}

  @Get()
  @ApiOperation({ summary: 'How far the first set-up of the site has come' })
  view(): Promise<SetupView> {
    return this.setup.view();
  }

  @Patch()
  change(@JsonBody(SetupPatch) body: SetupPatch): Promise<SetupView> {
    return this.setup.change(body);
  }
}

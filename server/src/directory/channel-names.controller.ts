import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ChannelName } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { DirectoryService } from './directory.service.js';

@ApiTags('registry')
@Controller('api/v1/channel-names')
export class ChannelNamesController {
  constructor(private readonly directory: DirectoryService) {}

  @Allow('channels.names')
  @Get()
  @ApiOperation({
    summary:
      'What the sign above each door says, also to who leads or works on some channels only: people come from there and go there',
  })
  list(): ChannelName[] {
    return this.directory.channels().map(({ id, name }) => ({ id, name }));
  }
}

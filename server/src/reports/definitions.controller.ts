import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DEFINITIONS_VERSION, type DefinitionsAnswer, definitionsAt } from '@tideboard/contracts';
import { Allow } from '../access/allow.js';
import { Queries } from '../platform/http/queries.js';
import { type RawQuery, text } from './query.js';

@ApiTags('reports')
@Controller('api/v1/reports/definitions')
export class DefinitionsController {
  @Get()
  @Allow('reports.own')
  @Queries({ set: 'the `definitions` that a report names: the texts as they held then; those of now where missing' })
  @ApiOperation({
    summary: 'What every number means, in both languages',
  })
  read(@Query() query: RawQuery): DefinitionsAnswer {
    const set = text(query, 'set') ?? DEFINITIONS_VERSION;
    return { set, definitions: definitionsAt(set) };
  }
}

import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { BoardController } from './board.controller.js';
import { BoardReader } from './board-reader.js';
import { BoardService } from './board.service.js';
import { PhaseService } from './phase.service.js';
import { TrendService } from './trend.service.js';

@Module({
  imports: [DirectoryModule, TicketsModule],
  controllers: [BoardController],
  providers: [BoardReader, BoardService, PhaseService, TrendService],
  exports: [BoardReader, BoardService, TrendService],
})
export class BoardModule {}

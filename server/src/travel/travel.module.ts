import { Module } from '@nestjs/common';
import { BoardModule } from '../board/board.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { Recorder } from './recorder.service.js';
import { Timeline } from './timeline.js';
import { TravelController } from './travel.controller.js';
import { TravelService } from './travel.service.js';
import { TravelStore } from './travel-store.js';

/** Time travel: the board at any moment that the event log still tells of. */
@Module({
  imports: [BoardModule, DirectoryModule],
  controllers: [TravelController],
  providers: [Recorder, Timeline, TravelService, TravelStore],
})
export class TravelModule {}

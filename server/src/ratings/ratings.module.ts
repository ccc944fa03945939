import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IngestModule } from '../ingest/ingest.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { RatingBook } from './rating-book.js';
import { RatingLinks } from './rating-links.service.js';
import { RatingsController } from './ratings.controller.js';
import { SatisfactionService } from './satisfaction.service.js';

/** Customers' ratings: links, answers, and what they say together. */
@Module({
  imports: [DirectoryModule, IngestModule, TicketsModule],
  controllers: [RatingsController],
  providers: [RatingBook, RatingLinks, SatisfactionService],
})
export class RatingsModule {}

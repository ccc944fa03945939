import { Injectable } from '@nestjs/common';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { bodyOf } from './message.js';
import type { Target } from './target.js';
import type { Told } from './told.js';

/** Writes messages with the names that the site uses. */
@Injectable()
export class MessageWriter {
  constructor(
    private readonly directory: DirectoryService,
    private readonly clock: SiteClock,
  ) {}

  write(told: Told, { format, language }: Pick<Target, 'format' | 'language'>): string {
    const { name, timeZone } = this.directory.site();
    return bodyOf(told, format, {
      language,
      timeZone,
      site: name[language],
      name: (id) => this.directory.channel(id)?.name[language] ?? id,
      now: this.clock.now(),
    });
  }
}

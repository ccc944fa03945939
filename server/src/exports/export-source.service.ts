import { Injectable } from '@nestjs/common';
import { startOfDay } from '@tideboard/domain';
import { reaches } from '../casework/reach.js';
import { TicketReader } from '../casework/ticket-reader.service.js';
import { DirectoryService } from '../directory/directory.service.js';
import { type Period, shiftDay, stretchesOf } from '../reports/period.js';
import { ReportsService } from '../reports/reports.service.js';
import * as tables from '../reports/tables.js';
import { TicketIndex } from '../tickets/ticket-index.js';
import type { ExportSpec } from './export-store.js';
import { TICKET_COLUMNS, ticketRow } from './ticket-rows.js';

/** Some rows of a table, and how much of all is done with them (0..1). */
export interface Piece {
  columns: readonly string[];
  rows: tables.Value[][];
  progress: number;
}

/** Reads what an export is made of, a piece at a time, as its owner may see it. */
@Injectable()
export class ExportSource {
  constructor(
    private readonly reports: ReportsService,
    private readonly index: TicketIndex,
    private readonly reader: TicketReader,
    private readonly directory: DirectoryService,
  ) {}

  pieces(spec: ExportSpec): AsyncGenerator<Piece> {
    return spec.table === 'tickets' ? this.tickets(spec) : this.stretches(spec);
  }

  /** A report's table for each day, week or month of the period; its first column says which. */
  private async *stretches(spec: ExportSpec): AsyncGenerator<Piece> {
    const stretches = stretchesOf(spec, spec.grain);
    for (const [i, stretch] of stretches.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other lets the process answer others in between
      const { columns, rows } = await this.tableOf(spec, stretch);
      yield {
        columns: ['at', ...columns],
        rows: rows.map((row) => [stretch.from, ...row]),
        progress: (i + 1) / stretches.length,
      };
    }
  }

  private async tableOf({ table, owner, channel, lang }: ExportSpec, period: Period): Promise<tables.Table> {
    const asking = { caller: owner, channel };
    if (table === 'channels') return tables.totalsTable(await this.reports.channels(asking, period, 'day'), lang);
    if (table === 'kinds') return tables.kindsTable(await this.reports.kinds(asking, period, 'day'));
    if (table === 'topics') return tables.topicsTable(await this.reports.kinds(asking, period, 'day'), lang);
    if (table === 'agents') return tables.agentsTable(await this.reports.agents(asking, period));
    if (table === 'capacity') return tables.capacityTable(await this.reports.capacity(asking, period), lang);
    return tables.heatmapTable(await this.reports.heatmap(asking, period));
  }

  /** Tickets by when they were created, in that order. */
  private async *tickets({ from, to, owner, channel }: ExportSpec): AsyncGenerator<Piece> {
    const site = this.directory.site();
    const begin = startOfDay(from, site);
    const end = startOfDay(shiftDay(to, 1), site);
    const now = this.reader.now();
    for await (const places of this.index.walk({ list: 'creation', from: begin, to: end - 1 })) {
      const ids = places.map(({ id }) => id);
      const read = (await this.reader.read(ids, now)).filter(
        ({ ticket }) => reaches(owner, ticket) && (channel === null || ticket.channel === channel),
      );
      const names = await this.reader.names(
        read.map(({ ticket }) => ticket.agent),
        now,
      );
      yield {
        columns: TICKET_COLUMNS,
        rows: read.map(({ id, ticket }) => ticketRow(id, ticket, { names, timeZone: site.timeZone })),
        progress: (places.at(-1)!.score - begin) / (end - begin),
      };
    }
    yield { columns: TICKET_COLUMNS, rows: [], progress: 1 };
  }
}

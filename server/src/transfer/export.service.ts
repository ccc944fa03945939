import { Injectable } from '@nestjs/common';
import type { Language, TransferSheet } from '@tideboard/contracts';
import { AgentBook } from '../agents/agent-book.service.js';
import { officePart } from '../agents/agent-view.js';
import { DirectoryService } from '../directory/directory.service.js';
import { StaffingStore } from '../directory/staffing.store.js';
import type { NamedTable } from '../platform/files/write-tables.js';
import { type Sheet, valueAt } from './column.js';
import { ruleRows } from './rules-sheet.js';
import { SHEETS, README } from './sheets.js';

export interface ExportRequest {
  /** Null: all of them. */
  what: TransferSheet | null;
  language: Language | null;
  /** Titles and explanations, no rows. */
  template: boolean;
}

/** The registry as tables that an import reads again. */
@Injectable()
export class ExportService {
  constructor(
    private readonly directory: DirectoryService,
    private readonly agents: AgentBook,
    private readonly staffing: StaffingStore,
  ) {}

  /** The last table explains the columns of the others. */
  async tables({ what, language, template }: ExportRequest): Promise<NamedTable[]> {
    const sheets = SHEETS.filter(({ sheet }) => what === null || sheet === what);
    const tables = sheets.map(async (sheet) => tableOf(sheet, template ? [] : await this.records(sheet.sheet), language));
    return [...(await Promise.all(tables)), readme(sheets, language)];
  }

  private async records(sheet: TransferSheet): Promise<object[]> {
    if (sheet === 'channels') return this.directory.channels();
    if (sheet === 'teams') return (await this.staffing.read()).teams;
    if (sheet === 'assignment-rules') return ruleRows((await this.staffing.read()).rules);
    return (await this.agents.read()).map((view) => ({ id: view.id, ...officePart(view) }));
  }
}

function tableOf({ sheet, title, columns }: Sheet, records: readonly object[], language: Language | null): NamedTable {
  return {
    name: language ? title[language] : sheet,
    titles: columns.map((column) => (language ? column.title[language] : column.key)),
    rows: records.map((record) => columns.map(({ key, spelling }) => spelling.write(valueAt(record, key), language))),
  };
}

const readme = (sheets: readonly Sheet[], language: Language | null): NamedTable => ({
  name: README[language ?? 'en'],
  titles: language === 'zh-CN' ? ['工作表', '列', '英文列名', '怎么填'] : ['Sheet', 'Column', 'Key', 'What goes there'],
  widths: [14, 30, 34, 90],
  rows: sheets.flatMap(({ title, columns }) =>
    columns.map((column) => [title[language ?? 'en'], column.title[language ?? 'en'], column.key, column.help[language ?? 'en']]),
  ),
});

import type { zhCN } from './zh-CN';

type Same = { [G in keyof typeof zhCN]: { [K in keyof (typeof zhCN)[G]]: string } };

export const en: Same = {
  exportJobs: {
    open: 'Export jobs',
    title: 'Export jobs',
    lead: 'Long exports go on by themselves; this window may be closed. A file stays for 24 hours, for its owner and administrators.',
    table: 'Table',
    from: 'From',
    to: 'To',
    grain: 'By',
    format: 'Format',
    channel: 'Channel',
    allChannels: 'All channels',
    start: 'Start export',
    personal:
      'Tickets carry neither names nor phones, and a masked customer reference. When a customer is erased, files of tickets go too.',
    none: 'No exports so far.',
    rows: '{n} rows',
    cancel: 'Cancel',
    remove: 'Delete',
    download: 'Download',
    until: 'until {at}',
    progress: 'Progress of {table}',
    failed: 'The list of exports did not come.',
    refused: 'This export did not start: {why}',
    tooMany: 'too many are under way; wait for one, or cancel it.',
    notFetched: 'The file did not come.',
    xlsxNote: 'Excel opens 1,048,576 rows at most; use CSV for more.',
  },
  exportTables: {
    tickets: 'Tickets',
    channels: 'Channels',
    kinds: 'Kinds',
    topics: 'Topics',
    agents: 'Agents',
    capacity: 'Capacity',
    heatmap: 'Demand',
  },
  exportGrains: { day: 'day', week: 'week', month: 'month' },
  exportStates: { waiting: 'waiting', running: 'running', done: 'done', failed: 'failed', cancelled: 'cancelled' },
  exportProblems: {
    too_many_rows: 'More rows than Excel opens: use CSV, or a shorter period.',
    too_large: 'The file is too large: choose a shorter period.',
    interrupted: 'It was interrupted. Try again.',
  },
};

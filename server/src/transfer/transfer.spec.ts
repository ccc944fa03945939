// Export and import as one another's inverse, and what a person may get wrong in a cell.
import { describe, expect, it } from '@jest/globals';
import type { AgentView, AssignmentRules, Team } from '@tideboard/contracts';
import fc from 'fast-check';
import { channelOf, handbookChannels } from '../directory/defaults.js';
import { type RawCell, readTables } from '../platform/files/read-tables.js';
import { fileOf, type NamedTable } from '../platform/files/write-tables.js';
import { AGENTS } from './agents-sheet.js';
import { CHANNELS } from './channels-sheet.js';
import { type Sheet, valueAt } from './column.js';
import { reportOf } from './plan.js';
import { planAgents } from './plan-agents.js';
import { planChannels } from './plan-channels.js';
import { planRules, type RulesKnown } from './plan-rules.js';
import { planTeams } from './plan-teams.js';
import { readSheet } from './read-sheet.js';
import { RULES, ruleRows } from './rules-sheet.js';
import { sheetsIn } from './sheets.js';
import * as spell from './spelling.js';
import { readHours } from './spelling-hours.js';
import { TEAMS } from './teams-sheet.js';

const rowsOf = (sheet: Sheet, records: readonly object[], language: 'zh-CN' | 'en' | null = null): RawCell[][] => [
  sheet.columns.map(({ key, title }) => (language ? title[language] : key)),
  ...records.map((record) => sheet.columns.map(({ key, spelling }) => spelling.write(valueAt(record, key), language))),
];
const about = { dryRun: true, applied: false, file: { format: 'csv', encoding: null } } as const;
const office = { thresholdsOnly: false };
const present = handbookChannels();
const channels = (rows: RawCell[][], rights = office) => {
  const plan = planChannels(readSheet(CHANNELS, rows), present, rights);
  return { next: plan.next, ...reportOf([plan], about) };
};
const faults = ({ problems }: { problems: { cell: string | null; column: string; code: string }[] }) =>
  problems.map(({ cell, column, code }) => `${cell} ${column} ${code}`);

describe('export and import', () => {
  it.each([null, 'zh-CN', 'en'] as const)('change nothing when they follow one another, titles in %s', (language) => {
    const report = channels(rowsOf(CHANNELS, present, language));
    expect(report).toMatchObject({ rows: 5, creates: 0, updates: 0, unchanged: 5, problems: [] });
    expect(report.next).toEqual(present);
  });

  it('spell lists, speeds and hours so that the same is read', () => {
    const skill = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== '');
    const speed = fc.integer({ min: 1, max: 30 }).map((n) => n / 10);
    fc.assert(
      fc.property(fc.uniqueArray(skill, { minLength: 1 }), (skills) => {
        expect(spell.list.read(spell.list.write(skills, null) as string)).toEqual(skills);
      }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z,;]{1,9}$/), { minLength: 1 }), speed, (skills, at) => {
        const speeds = Object.fromEntries(skills.map((name) => [name, at]));
        expect(spell.speeds.read(spell.speeds.write(speeds, null) as string)).toEqual(speeds);
      }),
    );
    const day = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(day, { maxLength: 4 }), (lists) => {
        const hours = lists.map((days) => ({ days, from: '08:30', to: '24:00' }));
        expect(spell.hours.read(spell.hours.write(hours, null) as string)).toEqual(hours);
      }),
    );
  });
});

describe('a cell', () => {
  it.each([
    ['周一至周五 9:00－18:00；周末 10:00-16:00', '1-5 09:00-18:00; 6-7 10:00-16:00'],
    ['fri-mon 22:00-06:00', '1,5-7 22:00-06:00'],
    ['每天 00:00-24:00', '1-7 00:00-24:00'],
    ['1,3,5 8:00~12:00', '1,3,5 08:00-12:00'],
    ['全天', 'always'],
    ['never', 'never'],
  ])('of hours may say %s', (said, meant) => {
    expect(spell.hours.write(spell.hours.read(said), null)).toBe(meant);
  });
  it.each(['9-18', '8 09:00-18:00', '1-5 09:00', '1-5 25:00-26:00', 'mon 9:00-18:00; nonsense', '1-5 24:00-08:00', '-'])(
    'of hours is not %s',
    (said) => expect(readHours(said).wrong).not.toBeNull(),
  );
  it('of dates may be a run, or what a spreadsheet makes of a date', () => {
    expect(spell.dates.read('2026/10/1..2026-10-03、2026年12月31日')).toEqual([
      '2026-10-01',
      '2026-10-02',
      '2026-10-03',
      '2026-12-31',
    ]);
    expect(spell.dates.read(new Date('2026-10-01T00:00:00Z'))).toEqual(['2026-10-01']);
    expect(() => spell.dates.read('2026-02-30')).toThrow(spell.Fault);
    expect(() => spell.dates.read('2026-10-03..2026-10-01')).toThrow(spell.Fault);
  });
  it.each([
    ['80%', 0.8],
    ['１２', 12],
    ['1,200', 1200],
    ['-5', -5],
    [7, 7],
  ])('of a number may say %s', (said, meant) => expect(spell.number.read(said)).toBe(meant));
  it.each(['ten', '1,2', '5 %%', '--1'])('of a number is not %s', (said) =>
    expect(() => spell.number.read(said)).toThrow(spell.Fault),
  );
});

describe('a sheet of channels', () => {
  const head = ['渠道编号', 'Name in Chinese', 'name.en', '类型'];

  it('makes a channel by the values of the handbook, and leaves alone who is not in it', () => {
    const report = channels([
      [...head, 'thresholds.pending.breach'],
      ['desk', '前台', 'Front desk', '线下', ' '],
    ]);
    expect(report).toMatchObject({ creates: 1, updates: 0, problems: [] });
    const made = channelOf({ id: 'desk', name: { 'zh-CN': '前台', en: 'Front desk' }, type: 'offline' });
    expect(report.next).toEqual([...present, { ...made, position: 5 }]);
  });

  it('changes the cells that it has: an empty one takes away what may be missing, and leaves what may not', () => {
    const report = channels([
      ['id', 'owner', 'dailyCapacity', 'minStaff', 'holidays', '服务时间', 'targets.serviceLevel', 'thresholds.pending.breach'],
      ['phone', null, '260', null, '2026-10-01..2026-10-02', '1-5 8:00-20:00', '85%', 60],
    ]);
    expect(report).toMatchObject({ updates: 1, problems: [] });
    expect(report.next[0]).toEqual({
      ...present[0],
      owner: null,
      dailyCapacity: 260,
      holidays: ['2026-10-01', '2026-10-02'],
      serviceHours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }],
      targets: { ...present[0]!.targets, serviceLevel: 0.85 },
      thresholds: { ...present[0]!.thresholds, pending: { warn: 40, breach: 60, release: 35, forSeconds: 30 } },
    });
    expect(report.sheets[0]!.preview[0]!.cells['dailyCapacity']).toEqual({ value: '260', was: '200' });
  });

  it('takes the thresholds of a new channel as given, and leaves hours alone that nobody mentions', () => {
    const made = channels([
      [...head, 'thresholds.pending.breach', 'serviceHours'],
      ['desk', '前台', 'Desk', '线下', 5, null],
    ]);
    expect(made.problems).toEqual([]);
    expect(made.next.at(-1)!.thresholds).toMatchObject({ pending: { warn: null, breach: 5 }, timeoutRate: { breach: 0.1 } });
    expect(
      channels([
        ['id', 'serviceHours'],
        ['phone', null],
        ['email', 'never'],
      ]),
    ).toMatchObject({ unchanged: 1, updates: 1 });
    expect(
      channels([
        ['id', 'thresholds.pending.release'],
        ['phone', -1],
      ]).problems,
    ).toMatchObject([{ code: 'too_small', values: { limit: 0 } }]);
  });

  it('takes a threshold away where both of its limits are empty', () => {
    const keys = ['warn', 'breach', 'release', 'forSeconds'].map((step) => `thresholds.pending.${step}`);
    const none = channels([
      ['id', ...keys],
      ['phone', null, null, null, null],
    ]);
    expect(none.next[0]!.thresholds).not.toHaveProperty('pending');
    expect(
      faults(
        channels([
          ['id', ...keys],
          ['phone', null, null, 35, null],
        ]),
      ),
    ).toEqual(['D2 thresholds.pending.release without_limit']);
  });

  it('names every faulty cell, not the first', () => {
    const report = channels([
      [
        'id',
        'name.zh-CN',
        'name.en',
        'type',
        'minStaff',
        'concurrency',
        'weight',
        'serviceHours',
        'colour',
        'thresholds.timeoutRate.warn',
        'deferrable',
      ],
      ['Bad Id', 'x', 'y', 'phone', 1, 1, 1, null, 'red', null, null],
      ['phone', '电话', '４00 phone', 'pigeon', '1.5', 0, 'heavy', '9-18', null, 0.5, 'maybe'],
      ['phone', null, null, null, -1],
      ['twin', '别', 'website CHAT', 'phone'],
      ['fresh', null, 'Fresh'],
    ]);
    expect(faults(report)).toEqual([
      'I1 colour unknown_column',
      'A2 id bad_id',
      'D3 type not_one_of',
      'E3 minStaff not_whole',
      'F3 concurrency too_small',
      'G3 weight not_a_number',
      'H3 serviceHours hours',
      'K3 deferrable not_yes_no',
      'J3 thresholds.timeoutRate.warn order',
      'E4 minStaff too_small',
      'A4 id duplicate',
      'C5 name.en name_confusable',
      'B6 name.zh-CN missing',
      'D6 type missing',
    ]);
    expect(report).toMatchObject({ rows: 5, creates: 0, updates: 0, unchanged: 0 });
    expect(report.problems[4]).toMatchObject({ row: 3, value: '0', values: { limit: 1 } });
  });

  it('says which column is missing', () => {
    expect(
      faults(
        channels([
          ['name.en', 'owner', 'owner'],
          ['a', 'b', 'c'],
        ]),
      ),
    ).toEqual(['C1 owner double_column', 'null id missing_column']);
  });

  it('lets operations change thresholds and nothing else', () => {
    const rows = [
      ['id', 'owner', 'thresholds.pending.breach', 'name.zh-CN', 'name.en', 'type'],
      ['phone', 'Somebody', 70],
      ['desk', null, null, '前台', 'Desk', 'offline'],
    ];
    expect(faults(channels(rows, { thresholdsOnly: true }))).toEqual(['B2 owner forbidden', 'A3 id forbidden']);
    expect(
      channels(
        [
          ['id', 'thresholds.pending.breach'],
          ['phone', 70],
        ],
        { thresholdsOnly: true },
      ),
    ).toMatchObject({ updates: 1, problems: [] });
  });
});

describe('a sheet of agents', () => {
  const view = {
    id: 'a1',
    name: '李',
    team: null,
    home: 'phone',
    skills: ['phone'],
    speeds: {},
    tier: 'senior',
    capacity: 2,
    newcomer: false,
    loans: true,
    shiftEndsAt: null,
  } as unknown as AgentView;
  const plan = (rows: RawCell[][], forbidden = false) => {
    const made = planAgents(readSheet(AGENTS, rows), new Map([['a1', view]]), {
      channels: new Set(['phone', 'email']),
      forbidden,
    });
    return { edits: Object.fromEntries(made.edits), ...reportOf([made], about) };
  };

  it('comes back as it went', () => {
    expect(plan(rowsOf(AGENTS, [view], 'zh-CN'))).toMatchObject({ unchanged: 1, problems: [], edits: {} });
  });
  it('edits what differs, and makes who is new', () => {
    const report = plan([
      ['id', '归属渠道', 'skills', 'tier', 'speeds', 'loans'],
      ['a1', 'email', 'phone；email', null, 'email 0.8', '否'],
      [1002, 'phone', null, '专家', null, null],
    ]);
    expect(report.problems).toEqual([]);
    expect(report.edits).toEqual({
      a1: { home: 'email', skills: ['phone', 'email'], tier: null, speeds: { email: 0.8 }, loans: false },
      1002: { home: 'phone', tier: 'expert' },
    });
  });
  it('knows no channel that is in neither the file nor the registry', () => {
    expect(
      faults(
        plan([
          ['id', 'home', 'capacity', 'speeds'],
          ['a1', 'fax', 5000, 'phone 9'],
        ]),
      ),
    ).toEqual(['C2 capacity too_large', 'D2 speeds speeds', 'B2 home unknown_channel']);
    expect(
      faults(
        plan(
          [
            ['id', 'home'],
            ['a1', 'email'],
            ['a2', 'phone'],
          ],
          true,
        ),
      ),
    ).toEqual(['B2 home forbidden', 'A3 id forbidden']);
  });
});

describe('a sheet of teams', () => {
  const teams: Team[] = [
    { id: 'orders', name: { 'zh-CN': '订单组', en: 'Orders' }, level: 1, owner: '周', contact: null, position: 0 },
    { id: 'experts', name: { 'zh-CN': '专家组', en: 'Experts' }, level: 2, owner: null, contact: null, position: 1 },
  ];
  const plan = (rows: RawCell[][], forbidden = false) => {
    const made = planTeams(readSheet(TEAMS, rows), teams, { forbidden });
    return { next: made.next, ...reportOf([made], about) };
  };

  it.each([null, 'zh-CN', 'en'] as const)('comes back as it went, titles in %s', (language) => {
    expect(plan(rowsOf(TEAMS, teams, language))).toMatchObject({ unchanged: 2, problems: [], next: teams });
  });
  it('changes a team, makes another, and leaves alone who is not in it', () => {
    const report = plan([
      ['班组编号', '中文名称', 'Name in English', '升级层级', '负责人'],
      ['orders', '订单组', 'Orders', null, null],
      ['vip', 'VIP 组', 'VIP', 2, '吴'],
    ]);
    expect(report).toMatchObject({ creates: 1, updates: 1, problems: [] });
    const vip = { id: 'vip', name: { 'zh-CN': 'VIP 组', en: 'VIP' }, level: 2, owner: '吴', contact: null, position: 2 };
    expect(report.next).toEqual([{ ...teams[0], owner: null }, teams[1], vip]);
  });
  it('names every faulty cell', () => {
    const report = plan([
      ['id', 'name.zh-CN', 'name.en', 'level'],
      ['Orders Team', '甲', 'A', 1],
      ['vip', '乙', 'experts', 9],
      ['new', null, 'New', 1],
      ['twin', '专家组', 'Other', 1],
      ['orders', '订单组', 'Orders', 1],
      ['orders', '订单组', 'Orders', 2],
    ]);
    expect(faults(report)).toEqual([
      'A2 id bad_id',
      'D3 level too_large',
      'B4 name.zh-CN missing',
      'B5 name.zh-CN name_confusable',
      'A7 id duplicate',
    ]);
    const forbidden = plan(
      [
        ['id', 'owner'],
        ['orders', 'X'],
      ],
      true,
    );
    expect(faults(forbidden)).toEqual(['B2 owner forbidden']);
  });
});

describe('a sheet of assignment rules', () => {
  const rules: AssignmentRules = {
    cap: 5,
    vipTiers: ['diamond', 'gold'],
    seniorTiers: ['senior', 'expert'],
    byLevel: true,
    teamByKind: { complaint: 'experts' },
    skills: [
      { when: { channels: ['email'], kinds: ['after_sales'] }, needs: ['refunds'] },
      { when: { tags: ['vip, really'] }, needs: ['patience', 'english'] },
    ],
  };
  const known = { teams: new Set(['experts', 'orders']), channels: new Set(['email', 'phone']), forbidden: false };
  const plan = (rows: RawCell[][], more: Partial<RulesKnown> = {}) => {
    const made = planRules(readSheet(RULES, rows), rules, { ...known, ...more });
    return { next: made.next, ...reportOf([made], about) };
  };

  it.each([null, 'zh-CN', 'en'] as const)('comes back as it went, titles in %s', (language) => {
    const report = plan(rowsOf(RULES, ruleRows(rules), language));
    expect(report).toMatchObject({ rows: 11, creates: 0, updates: 0, unchanged: 11, problems: [] });
    expect(report.next).toEqual(rules);
  });
  it('is read row by row as its rule has it, and a new skill rule takes the next number', () => {
    const report = plan([
      ['规则', '取值', 'channels', '工单类型', 'needs'],
      ['未结工单上限', '８', null, null, null],
      ['VIP customers', '钻石', null, null, null],
      ['byLevel', '否', null, null, null],
      ['投诉交给班组', null, null, null, null],
      ['咨询交给班组', 'orders', null, null, null],
      ['技能规则 3', null, 'phone', '投诉；Suggestion', 'calm'],
    ]);
    expect(report).toMatchObject({ creates: 1, updates: 5, problems: [] });
    expect(report.next).toEqual({
      ...rules,
      cap: 8,
      vipTiers: ['diamond'],
      byLevel: false,
      teamByKind: { consult: 'orders' },
      skills: [...rules.skills, { when: { channels: ['phone'], kinds: ['complaint', 'suggestion'] }, needs: ['calm'] }],
    });
  });
  it('names every faulty cell, and no team or channel that is in neither the file nor the registry', () => {
    const report = plan([
      ['id', 'value', 'channels', 'kinds', 'tags', 'needs'],
      ['cap', 0, null, null, null, null],
      ['seniorTiers', 'gold', 'phone', null, null, null],
      ['byLevel', null, null, null, null, null],
      ['team.complaint', 'ghosts', null, null, null, null],
      ['skills.1', 'x', 'fax', null, null, null],
      ['skills.2', null, null, null, null, 'patience'],
      ['skills.7', null, 'phone', null, null, 'x'],
      ['colour', 'red', null, null, null, null],
      ['Most open tickets', 5, null, null, null, null],
    ]);
    expect(faults(report)).toEqual([
      'B2 value too_small',
      'C3 channels not_here',
      'B3 value not_one_of',
      'B4 value missing',
      'B5 value unknown_team',
      'B6 value not_here',
      'F6 needs missing',
      'C6 channels unknown_channel',
      'C7 channels missing',
      'A8 id not_one_of',
      'A9 id not_one_of',
      'A10 id duplicate',
    ]);
    expect(report.problems[9]!.values).toEqual({ options: 'skills.3' });
    expect(report.next).toEqual(rules);
    expect(
      faults(
        plan(
          [
            ['id', 'value'],
            ['cap', 6],
          ],
          { forbidden: true },
        ),
      ),
    ).toEqual(['A2 id forbidden']);
  });
});

describe('a file', () => {
  const text = 'id;服务时间\r\n"phone";"1-5 09:00-18:00; 6 10:00-12:00"\n\n';
  const cells = [
    ['id', '服务时间'],
    ['phone', '1-5 09:00-18:00; 6 10:00-12:00'],
  ];
  const gbk = Buffer.concat([
    Buffer.from('id\t'),
    Buffer.from([0xb7, 0xfe, 0xce, 0xf1, 0xca, 0xb1, 0xbc, 0xe4]),
    Buffer.from('\nphone\talways'),
  ]);

  it.each<[string, Buffer, string, string[][]]>([
    ['UTF-8', Buffer.from(text), 'utf-8', cells],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), 'utf-8', cells],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le', cells],
    [
      'GBK',
      gbk,
      'gb18030',
      [
        ['id', '服务时间'],
        ['phone', 'always'],
      ],
    ],
    [
      'sep=',
      Buffer.from('sep=|\r\nid|owner\r\nphone|a,b'),
      'utf-8',
      [
        ['id', 'owner'],
        ['phone', 'a,b'],
      ],
    ],
  ])('may be %s', async (_name, body, encoding, rows) => {
    const file = await readTables(body);
    expect(file).toMatchObject({ format: 'csv', encoding, sheets: [{ rows }] });
    expect(sheetsIn(file, null)[0]!.sheet.sheet).toBe('channels');
  });

  it.each<[string, Buffer, number, string]>([
    ['nothing', Buffer.alloc(0), 422, 'file_empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 422, 'file_encoding'],
    ['a torn quotation', Buffer.from('id,owner\nphone,"Lin\n'), 422, 'file_unreadable'],
    ['one endless line', Buffer.from(`id,owner\nphone,${'x'.repeat(500_000)}`), 422, 'file_unreadable'],
    ['a thousand and one rows', Buffer.from(`id\n${'a\n'.repeat(1001)}`), 413, 'too_many_rows'],
    ['201 columns', Buffer.from('a,'.repeat(201)), 413, 'too_many_columns'],
  ])('is not %s', async (_name, body, status, code) => {
    await expect(readTables(body)).rejects.toMatchObject({ status, code });
  });

  it('is about something that is known here', () => {
    expect(() => sheetsIn({ sheets: [{ name: 'Sheet1', rows: [['colour'], ['red']] }] }, null)).toThrow(
      expect.objectContaining({ status: 422, code: 'sheet_unknown' }),
    );
  });
});

it('gives back a text that was defused, and leaves alone what was not', async () => {
  const texts = ['=1+1', ' -5', "'=x", '＠a', '"+1"', 'plain', "it's", "'quoted'"];
  const { stream } = await csvOf([{ name: 'x', titles: ['text', 'n'], rows: texts.map((text) => [text, -5]) }]);
  expect(stream).toContain(`"'=1+1"`.slice(1, -1));
  const [sheet] = (await readTables(Buffer.from(stream))).sheets;
  expect(sheet!.rows.slice(1)).toEqual(texts.map((text) => [text, '-5']));
  expect(
    stream
      .split('\r\n')
      .slice(1, 6)
      .map((line) => line.replaceAll('"', '')[0]),
  ).toEqual(["'", "'", "'", "'", "'"]);
});

async function csvOf(tables: NamedTable[]): Promise<{ stream: string }> {
  const file = await fileOf(tables, { format: 'csv', name: 'x' });
  const chunks: Buffer[] = [];
  for await (const chunk of file.getStream()) chunks.push(Buffer.from(chunk as Uint8Array));
  return { stream: Buffer.concat(chunks).toString('utf8') };
}

import { type Language, type QualityReport, type WeakPoint, WEAK_POINT_RULES } from '@tideboard/contracts';
import { kindsTable, nameIn, topicsTable, type Table, totalName, totalsTable, type Value } from './tables.js';

const COMPLAINTS = ['created', 'share', 'completed', 'escalated', 'timeouts', 'takenUpLate'] as const;

/** The service-quality report as the sheets of one workbook; as CSV the first of them. */
export const qualityTables = (report: QualityReport, language: Language | null): Table[] => {
  const names = new Map(report.channels.map(({ id, name }) => [id, nameIn(name, language)]));
  return [
    totalsTable(report, language),
    kindsTable(report),
    topicsTable(report, language),
    {
      name: 'complaints',
      columns: ['channel', 'name', ...COMPLAINTS],
      rows: [
        ...report.complaints.channels.map((row) => [row.id, names.get(row.id) ?? row.id, ...COMPLAINTS.map((name) => row[name])]),
        ['', totalName(language), ...COMPLAINTS.map((name) => report.complaints[name])],
      ],
    },
    {
      name: 'weak points',
      columns: ['rule', 'channel', 'kind', 'topic', 'value', 'limit', 'n', 'measure'],
      rows: report.weakPoints.map((point) => weakRow(point, language)),
    },
  ];
};

/** For a program the rule's code, for a person what it says. */
const weakRow = ({ rule, channel, kind, topic, value, limit, n }: WeakPoint, language: Language | null): Value[] => {
  const { name, measure } = WEAK_POINT_RULES[rule];
  return [language === null ? rule : name[language], channel, kind, topic ?? null, value, limit, n, measure[language ?? 'en']];
};

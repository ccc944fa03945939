// Reports as tables, for files. Column names are the API's own, or the metric's name in a language.
import {
  type AgentsReport,
  type CapacityReport,
  type ChannelsReport,
  type CompareReport,
  DEFINITIONS,
  FIGURES,
  type Figures,
  type HeatmapReport,
  type KindsReport,
  type Language,
  type LocalisedText,
  type MetricId,
  type TopicRow,
} from '@tideboard/contracts';
import { WORDS } from './table-words.js';

export type Value = string | number | null;
export interface Table {
  name: string;
  columns: string[];
  rows: Value[][];
}

/** The title of a column: its name in the API, or what it is called in a language. */
export const titleOf = (column: string, language: Language | null): string =>
  language === null ? column : ((DEFINITIONS[column as MetricId]?.name ?? WORDS[column])?.[language] ?? column);

const figures = (from: Figures): Value[] => FIGURES.map((name) => from[name]);
export const totalName = (language: Language | null): string => (language === 'zh-CN' ? '合计' : 'Total');
export const nameIn = (name: LocalisedText, language: Language | null): string => name[language ?? 'en'];

export const channelsTable = (report: ChannelsReport, language: Language | null): Table => ({
  name: 'channels',
  columns: ['channel', 'name', 'at', ...FIGURES],
  rows: report.channels.flatMap(({ id, name, buckets }) =>
    buckets.map((bucket) => [id, nameIn(name, language), bucket.at, ...figures(bucket)]),
  ),
});

export const totalsTable = (report: Pick<ChannelsReport, 'channels' | 'totals'>, language: Language | null): Table => ({
  name: 'totals',
  columns: ['channel', 'name', ...FIGURES],
  rows: [
    ...report.channels.map((channel) => [channel.id, nameIn(channel.name, language), ...figures(channel)]),
    ['', totalName(language), ...figures(report.totals)],
  ],
});

export const heatmapTable = ({ cells }: HeatmapReport): Table => ({
  name: 'heatmap',
  columns: ['weekday', 'hour', 'created', 'occurrences', 'mean'],
  rows: cells.map(({ weekday, hour, created, occurrences, mean }) => [weekday, hour, created, occurrences, mean]),
});

const CAPACITY = ['dailyCapacity', 'peakNeed', 'peakDay', 'meanNeed', 'possible', 'gap', 'daysOver', 'days'] as const;
export const capacityTable = ({ channels, totals }: CapacityReport, language: Language | null): Table => ({
  name: 'capacity',
  columns: ['channel', 'name', ...CAPACITY],
  rows: [...channels, totals].map((row) => [row.id ?? '', nameIn(row.name, language), ...CAPACITY.map((column) => row[column])]),
});

export const kindsTable = ({ kinds }: Pick<KindsReport, 'kinds'>): Table => ({
  name: 'kinds',
  columns: ['kind', 'share', 'previousCreated', 'change', ...FIGURES],
  rows: kinds.map((row) => [row.kind, row.share, row.previousCreated, row.change, ...figures(row)]),
});

export const topicsTable = ({ topics = [] }: { topics?: readonly TopicRow[] }, language: Language | null): Table => ({
  name: 'topics',
  columns: ['topic', 'name', 'share', 'previousCreated', 'change', ...FIGURES],
  rows: topics.map((row) => [
    row.topic,
    row.name ? nameIn(row.name, language) : row.topic,
    row.share,
    row.previousCreated,
    row.change,
    ...figures(row),
  ]),
});

export const agentsTable = ({ agents }: AgentsReport): Table => ({
  name: 'agents',
  columns: ['agent', 'name', 'home', 'helped', 'helpedShare', ...FIGURES],
  rows: agents.map((row) => [row.id, row.name, row.home, row.helped, row.helpedShare, ...figures(row)]),
});

export const compareTable = ({ totals, channels }: CompareReport): Table => ({
  name: 'compare',
  columns: ['channel', 'figure', 'a', 'b', 'nA', 'nB', 'difference', 'low', 'high', 'certainty'],
  rows: [{ id: '', figures: totals }, ...channels].flatMap(({ id, figures: all }) =>
    all.map((f) => [id, f.figure, f.a, f.b, f.nA, f.nB, f.difference, f.low, f.high, f.certainty]),
  ),
});

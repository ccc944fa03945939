// Kinds and topics as the rows of one table and the lines of one chart.
import type { AskedRow, KindRow, Language, TopicRow } from '@tideboard/contracts';
import { kindName } from './kind-name';
import type { ReportWords } from './words';

export interface Asked {
  /** Empty: what nobody said. */
  key: string;
  label: string;
  row: AskedRow;
}

export const kindsAsked = (kinds: readonly KindRow[], t: ReportWords): Asked[] =>
  kinds.map((row) => ({ key: row.kind ?? '', label: kindName(row.kind, t), row }));

export const topicsAsked = (topics: readonly TopicRow[], t: ReportWords, language: Language): Asked[] =>
  topics.map((row) => ({ key: row.topic ?? '', label: topicName(row, t, language), row }));

/** What the site calls a topic, or else the upstream's own word. */
export const topicName = ({ topic, name }: Pick<TopicRow, 'topic' | 'name'>, t: ReportWords, language: Language): string =>
  name?.[language] ?? topic ?? t('reports.unnamed');

import { describe, expect, it } from '@jest/globals';
import { TOPIC_TEXT, type TopicRule } from '@tideboard/contracts';
import { fact, minute, NOON, SITE, twoChannels } from '../../../test/support/floor.js';
import { ledgerOf } from './ledger.js';
import { amendPolicy, compilePolicy, type PolicyVersion } from './policy.js';
import { makeTopicOf, topicText } from './topic.js';

const rule = (topic: string, words: string[], skills: string[] = []): TopicRule => ({
  topic,
  name: { 'zh-CN': topic, en: topic },
  words,
  skills,
});
const told = makeTopicOf([
  rule('refund', ['退款', 'refund']),
  rule('delivery', ['物流', 'APP'], ['logistics']),
  rule('named', []),
]);

describe('a topic', () => {
  it.each([
    ['客户要求退款，物流太慢', 'refund'],
    ['物流延误', 'delivery'],
    ['Refunded twice', 'refund'],
    ['ＲＥＦＵＮＤ please', 'refund'],
    ['申请refund', 'refund'],
    ['the app crashes', 'delivery'],
    ['unhappy customer', null],
    ['prefund', null],
    ['', null],
  ])('is told from %j by the first rule that holds', (summary, topic) => expect(told({ summary })).toBe(topic));

  it('is told from a skill too, and the word of the upstream comes before every rule', () => {
    expect(told({ skills: ['Logistics'] })).toBe('delivery');
    expect(told({ topic: 'Returns', summary: '退款' })).toBe('Returns');
    expect(makeTopicOf()({ summary: '退款' })).toBeNull();
  });

  it('is told from the beginning of a summary, which is cut between characters', () => {
    expect(topicText('好'.repeat(TOPIC_TEXT + 5))).toBe('好'.repeat(TOPIC_TEXT));
    expect(topicText('\u{1f600}'.repeat(TOPIC_TEXT + 1))).toBe('\u{1f600}'.repeat(TOPIC_TEXT));
    expect([topicText(null), topicText('')]).toEqual([undefined, undefined]);
  });

  it('follows the rules of the day on which the ticket was created: new ones judge today anew and no day before', () => {
    const day = 24 * 60;
    const before: PolicyVersion[] = [{ from: 0, site: { ...SITE, topics: [rule('refund', ['退款'])] }, channels: [] }];
    const after = amendPolicy(before, { site: { ...SITE, topics: [rule('money', ['退款'])] }, channels: [] }, NOON);
    const of = (versions: PolicyVersion[], minutes: number) =>
      compilePolicy(versions).topicOf(fact('created', minutes, { channel: 'phone', summary: '退款' }));
    expect([of(before, -day), of(before, 0)]).toEqual(['refund', 'refund']);
    expect([of(after, -day), of(after, 0)]).toEqual(['refund', 'money']);
  });

  it('cuts every count of its ticket, by the same function that counts for the board', () => {
    const facts = [fact('created', 0, { channel: 'phone', topic: 'Returns' }), fact('started', 1), fact('completed', 2)];
    const entries = ledgerOf(facts, twoChannels, minute(5));
    expect(entries.length).toBeGreaterThan(4);
    expect([...new Set(entries.map(({ topic }) => topic))]).toEqual(['Returns']);
  });
});

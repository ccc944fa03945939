// The rules of assignment as a sheet: a row for each rule, named by what it is about. Pure.
import {
  AGENT_TIERS,
  type AssignmentRules,
  CUSTOMER_TIERS,
  KINDS,
  type Language,
  type LocalisedText,
  SkillRule,
} from '@tideboard/contracts';
import { Type } from 'typebox';
import type { Value } from '../platform/files/write-tables.js';
import { checkOf, type Column, type Sheet } from './column.js';
import * as spell from './spelling.js';

const both = (zh: string, en: string): LocalisedText => ({ 'zh-CN': zh, en });

export const KIND_NAMES: Record<(typeof KINDS)[number], LocalisedText> = {
  consult: both('咨询', 'Consultation'),
  complaint: both('投诉', 'Complaint'),
  suggestion: both('建议', 'Suggestion'),
  after_sales: both('售后', 'After-sales'),
  other: both('其他', 'Other'),
};
export const CUSTOMER_TIER_NAMES: Record<(typeof CUSTOMER_TIERS)[number], LocalisedText> = {
  diamond: both('钻石', 'Diamond'),
  gold: both('金卡', 'Gold'),
  silver: both('银卡', 'Silver'),
  standard: both('普通', 'Standard'),
};
export const AGENT_TIER_NAMES: Record<(typeof AGENT_TIERS)[number], LocalisedText> = {
  frontline: both('一线', 'Frontline'),
  senior: both('资深', 'Senior'),
  expert: both('专家', 'Expert'),
};

/** One rule as a row. Rules of skills say under which conditions what is needed; all others have a value. */
export interface RuleRow {
  id: string;
  value: unknown;
  channels: readonly string[];
  kinds: readonly string[];
  tags: readonly string[];
  needs: readonly string[];
}

const valued = (id: string, value: unknown): RuleRow => ({ id, value, channels: [], kinds: [], tags: [], needs: [] });
export const SKILLS = 'skills.';
export const TEAM = 'team.';

export const ruleRows = (rules: AssignmentRules): RuleRow[] => [
  valued('cap', rules.cap),
  valued('vipTiers', rules.vipTiers),
  valued('seniorTiers', rules.seniorTiers),
  valued('byLevel', rules.byLevel),
  ...KINDS.map((kind) => valued(TEAM + kind, rules.teamByKind[kind] ?? null)),
  ...rules.skills.map(({ when, needs }, i) => {
    const { channels = [], kinds = [], tags = [] } = when;
    return { id: `${SKILLS}${i + 1}`, value: null, channels, kinds, tags, needs };
  }),
];

const NAMES: Record<string, LocalisedText> = {
  cap: both('未结工单上限', 'Most open tickets'),
  vipTiers: both('VIP 客户等级', 'VIP customers'),
  seniorTiers: both('资深坐席等级', 'Experienced agents'),
  byLevel: both('按升级层级分配', 'Escalated tickets by level'),
  ...Object.fromEntries(
    KINDS.map((kind) => [TEAM + kind, both(`${KIND_NAMES[kind]['zh-CN']}交给班组`, `${KIND_NAMES[kind].en} goes to team`)]),
  ),
};
const SKILL_RULE = /^(?:skills\.|skill rule\s*|技能规则\s*)([1-9]\d{0,2})$/i;

const named = spell.choice(NAMES);
const rule: spell.Spelling = {
  write(id, language) {
    const number = SKILL_RULE.exec(String(id))?.[1];
    if (!number) return named.write(id, language);
    return language ? both(`技能规则 ${number}`, `Skill rule ${number}`)[language] : String(id);
  },
  read(cell) {
    const number = SKILL_RULE.exec(spell.textOf(cell) ?? '')?.[1];
    return number ? SKILLS + number : named.read(cell);
  },
};

/** What it reads as depends on the rule: that is judged with the row. */
const value: spell.Spelling = {
  write(said, language): Value {
    if (typeof said === 'boolean') return spell.flag.write(said, language);
    if (Array.isArray(said)) return spell.choices({ ...CUSTOMER_TIER_NAMES, ...AGENT_TIER_NAMES }).write(said, language);
    return (said as Value | undefined) ?? null;
  },
  read: (cell) => cell,
};

const { when, needs } = SkillRule.properties;
const ROW = Type.Object({ id: Type.String(), value: Type.Unknown(), ...when.properties, needs });
const column = (key: string, title: LocalisedText, spelling: spell.Spelling, help: LocalisedText): Column => ({
  key,
  title,
  help,
  spelling,
  ...(key === 'id' ? { empty: 'as_is' } : { empty: 'none', none: key === 'value' ? null : [] }),
  check: checkOf(ROW, key),
});
const listOf = (names: Record<string, Record<Language, string>>, language: Language): string =>
  Object.values(names)
    .map((name) => name[language])
    .join(language === 'en' ? ', ' : '、');
const ONLY_SKILLS = both('只在技能规则里填。', 'In skill rules only.');
const onlySkills = (zh: string, en: string): LocalisedText => both(`${ONLY_SKILLS['zh-CN']}${zh}`, `${ONLY_SKILLS.en} ${en}`);

export const RULES: Sheet = {
  sheet: 'assignment-rules',
  title: both('分配规则', 'Assignment rules'),
  columns: [
    column(
      'id',
      both('规则', 'Rule'),
      rule,
      both(
        `${listOf(NAMES, 'zh-CN')}，以及技能规则 1、2……；新的技能规则接着往下编号。`,
        `${listOf(NAMES, 'en')}, and Skill rule 1, 2 …; a new skill rule takes the next number.`,
      ),
    ),
    column(
      'value',
      both('取值', 'Value'),
      value,
      both(
        `上限填数字；客户等级填${listOf(CUSTOMER_TIER_NAMES, 'zh-CN')}；坐席等级填${listOf(AGENT_TIER_NAMES, 'zh-CN')}，用分号隔开；按升级层级填是或否；班组填班组编号，留空则不指定。`,
        `A number for the most open tickets; customers: ${listOf(CUSTOMER_TIER_NAMES, 'en')}; agents: ${listOf(AGENT_TIER_NAMES, 'en')}, parted by semicolons; yes or no for levels; the id of a team, or empty for none.`,
      ),
    ),
    column(
      'channels',
      both('渠道', 'Channels'),
      spell.list,
      onlySkills('渠道编号，用分号隔开；满足其一即可。', 'Ids of channels, parted by semicolons; any of them.'),
    ),
    column(
      'kinds',
      both('工单类型', 'Kinds'),
      spell.choices(KIND_NAMES),
      onlySkills(`${listOf(KIND_NAMES, 'zh-CN')}。`, `${listOf(KIND_NAMES, 'en')}.`),
    ),
    column('tags', both('工单标签', 'Tags'), spell.list, onlySkills('工单要求的标签。', 'Tags that a ticket asks for.')),
    column(
      'needs',
      both('需要技能', 'Needs'),
      spell.list,
      onlySkills('接手人要有的技能，必填。', 'Skills that it then takes; required.'),
    ),
  ],
};

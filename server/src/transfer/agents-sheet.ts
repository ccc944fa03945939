// The registry of agents as a sheet: what the office keeps of them. Pure.
import { AGENT_TIERS, AgentBody, type LocalisedText } from '@tideboard/contracts';
import { Type } from 'typebox';
import { checkOf, type Column, type Sheet } from './column.js';
import * as spell from './spelling.js';

const both = (zh: string, en: string): LocalisedText => ({ 'zh-CN': zh, en });
const WITH_ID = Type.Object({ id: Type.String({ minLength: 1, maxLength: 256 }), ...AgentBody.properties });

const column = (
  key: string,
  title: LocalisedText,
  shape: Pick<Column, 'spelling' | 'empty' | 'none'>,
  help: LocalisedText,
): Column => ({
  key,
  title,
  help,
  ...shape,
  check: checkOf(WITH_ID, key),
});

const TIERS: Record<(typeof AGENT_TIERS)[number], LocalisedText> = {
  frontline: both('一线', 'Frontline'),
  senior: both('资深', 'Senior'),
  expert: both('专家', 'Expert'),
};
const TEXT = { spelling: spell.text, empty: 'none' } as const;
const FLAG = { spelling: spell.flag, empty: 'as_is' } as const;

export const AGENTS: Sheet = {
  sheet: 'agents',
  title: both('坐席', 'Agents'),
  columns: [
    column(
      'id',
      both('坐席编号', 'Agent id'),
      { spelling: spell.text, empty: 'as_is' },
      both(
        '上游系统里的坐席编号。已有的是修改，没有的是新建。',
        'What upstream systems call the agent. A known one is changed, an unknown one made.',
      ),
    ),
    column('name', both('姓名', 'Name'), TEXT, both('', '')),
    column('team', both('班组', 'Team'), TEXT, both('', '')),
    column('home', both('归属渠道', 'Home channel'), TEXT, both('渠道编号。', 'Id of a channel.')),
    column(
      'skills',
      both('技能', 'Skills'),
      { spelling: spell.list, empty: 'none', none: [] },
      both('渠道编号或技能标签，用分号隔开：phone; web_chat。', 'Channel ids or tags, parted by semicolons: phone; web_chat.'),
    ),
    column(
      'speeds',
      both('各技能速度', 'Speed at a skill'),
      { spelling: spell.speeds, empty: 'none', none: {} },
      both('例如 phone 0.8; email 1.2，没写的为 1。', 'As in phone 0.8; email 1.2; 1 where nothing is said.'),
    ),
    column(
      'tier',
      both('等级', 'Tier'),
      { spelling: spell.choice(TIERS), empty: 'none' },
      both('一线、资深、专家，或 frontline、senior、expert。', 'frontline, senior or expert.'),
    ),
    column('capacity', both('同时会话数', 'Conversations at once'), { spelling: spell.number, empty: 'none' }, both('', '')),
    column(
      'newcomer',
      both('新人', 'Newcomer'),
      FLAG,
      both('是或否：还在学习，自动调配不会借调。', 'yes or no: still learning, never lent by the automation.'),
    ),
    column('loans', both('可以借调', 'May be lent'), FLAG, both('是或否。', 'yes or no.')),
  ],
};

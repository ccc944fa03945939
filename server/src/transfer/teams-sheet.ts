// The registry of teams as a sheet. Pure.
import { type LocalisedText, Team } from '@tideboard/contracts';
import { checkOf, type Column, type Sheet } from './column.js';
import * as spell from './spelling.js';

const both = (zh: string, en: string): LocalisedText => ({ 'zh-CN': zh, en });
const column = (key: string, title: LocalisedText, shape: Pick<Column, 'spelling' | 'empty'>, help: LocalisedText): Column => ({
  key,
  title,
  help,
  ...shape,
  check: checkOf(Team, key),
});

const NAME = { spelling: spell.text, empty: 'as_is' } as const;
const LINE = { spelling: spell.text, empty: 'none' } as const;
const NUMBER = { spelling: spell.number, empty: 'as_is' } as const;

export const TEAMS: Sheet = {
  sheet: 'teams',
  title: both('班组', 'Teams'),
  columns: [
    column(
      'id',
      both('班组编号', 'Team id'),
      NAME,
      both(
        '坐席和工单里的班组名：小写字母、数字、- 和 _。已有的编号是修改，没有的是新建。',
        'What agents and tickets call it: small letters, digits, - and _. A known one is changed, an unknown one made.',
      ),
    ),
    column('name.zh-CN', both('中文名称', 'Name in Chinese'), NAME, both('必填。', 'Required.')),
    column('name.en', both('英文名称', 'Name in English'), NAME, both('必填。', 'Required.')),
    column(
      'level',
      both('升级层级', 'Level'),
      NUMBER,
      both('1 一线，2 专家组，3 部门负责人，4 高层。', '1 frontline, 2 expert team, 3 department head, 4 executive.'),
    ),
    column('owner', both('负责人', 'Owner'), LINE, both('谁为这个班组负责。', 'Who answers for the team.')),
    column('contact', both('联系方式', 'Contact'), LINE, both('电话或邮箱。', 'Phone or e-mail.')),
    column('position', both('排序', 'Position'), NUMBER, both('数字小的在前。', 'Lower comes first.')),
  ],
};

import type { MoveMessages } from './zh-CN';

/** What a reassignment takes along, in English. */
export const en: MoveMessages = {
  handover: {
    goesOne: '1 waiting ticket of {of} goes to {to}',
    goes: '{n} waiting tickets of {of} go to {to}',
    wentOne: '1 waiting ticket of {of} went to {to}',
    went: '{n} waiting tickets of {of} went to {to}',
    common: 'the channel’s common line',
    comma: ', ',
    noRoom: 'Still waiting for {of}: {n} tickets. No colleague on the channel has room; assign them under Tickets.',
    refused: 'Still waiting for {of}: {n} tickets. The upstream refused to hand them over.',
    unknown: 'The upstream has not confirmed that {n} waiting tickets of {of} were handed over. Please check.',
  },
};

// What OpenAPI tells of the event door: every type of event with its data, and every answer.
import { EVENT_DATA, EVENT_TYPES, MAX_EVENTS_PER_REQUEST } from '@tideboard/contracts';

const text = { type: 'string', minLength: 1, maxLength: 256 };
const EVENT = {
  oneOf: EVENT_TYPES.map((type) => ({
    title: type,
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'time', 'subject'],
    properties: {
      specversion: { const: '1.0' },
      id: text,
      source: { ...text, maxLength: 512, description: 'the upstream system, a URI reference' },
      type: { const: type },
      time: { type: 'string', format: 'date-time' },
      subject: { ...text, description: type === 'agent.changed' ? 'the agent' : 'the ticket' },
      data: JSON.parse(JSON.stringify(EVENT_DATA[type])),
    },
  })),
};

export const EVENT_BODY = {
  required: true,
  description: 'CloudEvents 1.0; binary mode (`ce-*` headers, `data` as application/json) is taken, too.',
  content: {
    'application/cloudevents+json': { schema: EVENT },
    'application/cloudevents-batch+json': {
      schema: { type: 'array', items: EVENT, minItems: 1, maxItems: MAX_EVENTS_PER_REQUEST },
    },
    'application/x-ndjson': { schema: { type: 'string', description: 'one event a line' } },
  },
};

export const EVENT_ANSWERS: Readonly<Record<number, string>> = {
  200: '`{accepted, duplicates, rejected: [{index, id, code, message}]}`',
  400: 'unreadable body',
  401: 'no key, or a bad one',
  403: 'a key without `events:write`',
  413: 'over 8 MiB or 10 000 events',
  415: 'another content type, charset or encoding',
  422: 'an empty batch, or every item was rejected',
  429: 'too much at once: again after `Retry-After`',
  503: 'the store cannot take it: again after `Retry-After`, nothing is counted twice',
};

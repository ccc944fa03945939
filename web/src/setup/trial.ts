// The first event, as a command that anybody can run. Pure.
export interface Trial {
  ticket: string;
  channel: string;
  /** Where this page was opened: the server as others reach it, too. */
  origin: string;
  key: string;
  /** RFC 3339; the site's clock. */
  time: string;
}

type Kind = 'ticket.created' | 'ticket.closed';

/** In single quotes, which a shell leaves alone. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export function curlOf(kind: Kind, { ticket, channel, origin, key, time }: Trial): string {
  const data = kind === 'ticket.created' ? { channel, kind: 'consult', priority: 'normal' } : {};
  const event = { specversion: '1.0', id: `${ticket}-${kind}`, source: '/setup', type: kind, time, subject: ticket, data };
  return [
    `curl ${quote(`${origin}/api/v1/events`)} \\`,
    `  -H ${quote(`Authorization: Bearer ${key}`)} \\`,
    `  -H 'Content-Type: application/cloudevents+json' \\`,
    `  -d ${quote(JSON.stringify(event))}`,
  ].join('\n');
}

/** `GD20261118-TRY-7F3A`: told apart from the tickets of any system. */
export const trialTicket = (now: number, random: number): string =>
  `GD${new Date(now).toISOString().slice(0, 10).replaceAll('-', '')}-TRY-${Math.floor(random * 0x10000)
    .toString(16)
    .toUpperCase()
    .padStart(4, '0')}`;

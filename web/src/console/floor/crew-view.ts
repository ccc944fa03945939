// Who stands in which column, and what a card says. Pure.
import type { AgentView } from '@tideboard/contracts';

/** `here` at home · `loan` from elsewhere · `arriving` ordered here · `away` lent from here */
export type Place = 'here' | 'loan' | 'arriving' | 'away';

export interface CrewCard {
  key: string;
  agent: AgentView;
  place: Place;
  /** The channel that the sentence under the name speaks of, where there is one. */
  other: string | null;
  /** Ordered elsewhere, not gone yet. */
  leaving: 'out' | 'home' | null;
}

export interface Crew {
  cards: CrewCard[];
  offline: number;
}

const ON_THE_WAY = ['ordered', 'sent', 'accepted'];
const ON_THE_WAY_HOME = ['returning', 'return_accepted'];
const RANK: Record<Place, number> = { arriving: 0, loan: 1, here: 2, away: 3 };

const isOffline = ({ state }: AgentView): boolean => state === null || state === 'offline';

/** Where a running reassignment takes the agent who is not there yet; null when it takes them nowhere. */
export function headingOf({ reassignment, channel, home }: AgentView): { to: string; way: 'out' | 'home' } | null {
  if (reassignment === null || reassignment.state === 'proposed') return null;
  const { kind, status, from, to } = reassignment;
  if (kind !== 'move' && kind !== 'return') return null;
  if (ON_THE_WAY.includes(status) && channel !== to) return { to, way: to === home ? 'home' : 'out' };
  if (ON_THE_WAY_HOME.includes(status) && channel !== from) return { to: from, way: 'home' };
  return null;
}

/** Where an agent is shown, and as what. The same agent gives the same cards, so that only what has changed is drawn again. */
function cardsOf(agent: AgentView): Stand[] {
  const known = drawn.get(agent);
  if (known) return known;
  const { id, channel, home } = agent;
  const heading = headingOf(agent);
  const stand = (at: string, place: Place, other: string | null, leaving: CrewCard['leaving'] = null): Stand => ({
    at,
    card: { key: `${id} ${place}`, agent, place, other, leaving },
  });
  const here: Place = channel === home ? 'here' : 'loan';
  const stands = [
    ...(channel === null ? [] : [stand(channel, here, heading?.to ?? (here === 'loan' ? home : null), heading?.way)]),
    ...(heading ? [stand(heading.to, 'arriving', channel)] : []),
    ...(home !== null && channel !== null && here === 'loan' && heading?.to !== home ? [stand(home, 'away', channel)] : []),
  ];
  drawn.set(agent, stands);
  return stands;
}
interface Stand {
  at: string;
  card: CrewCard;
}
const drawn = new WeakMap<AgentView, Stand[]>();

/** The columns' people. Their order is that of their names and never of their state: nobody slips away under the pointer. */
export function crewsOf(agents: Iterable<AgentView>): Map<string, Crew> {
  const crews = new Map<string, Crew>();
  const crew = (channel: string): Crew => {
    const held = crews.get(channel) ?? { cards: [], offline: 0 };
    crews.set(channel, held);
    return held;
  };
  for (const agent of agents) {
    const place = agent.home ?? agent.channel;
    if (!isOffline(agent)) for (const { at, card } of cardsOf(agent)) crew(at).cards.push(card);
    else if (place !== null) crew(place).offline += 1;
  }
  for (const { cards } of crews.values()) cards.sort(byPlaceAndName);
  return crews;
}

const collator = new Intl.Collator(['zh-CN', 'en'], { numeric: true });
const nameOf = ({ agent }: CrewCard): string => agent.name ?? agent.id;
const byPlaceAndName = (a: CrewCard, b: CrewCard): number =>
  RANK[a.place] - RANK[b.place] || collator.compare(nameOf(a), nameOf(b)) || (a.agent.id < b.agent.id ? -1 : 1);

/** Who can be taken by hand: whoever is there and not on the way already. */
export const isMovable = ({ place, leaving }: CrewCard): boolean => (place === 'here' || place === 'loan') && leaving === null;

/** Two signs that tell people apart: the family name of a Chinese one, the initials of another. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '?';
  if (first.codePointAt(0)! > 0x2e80) return first;
  const last = words.length > 1 ? [...words.at(-1)!][0]! : '';
  return `${first}${last}`.toUpperCase();
}

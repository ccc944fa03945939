import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { AgentsFrame, AgentView } from '@tideboard/contracts';
import { allows } from '../access/policy.js';
import { AgentBook } from '../agents/agent-book.service.js';
import { seesAgent } from '../agents/agent-view.js';
import { Loop } from '../platform/loop.js';
import type { BoardSocket } from './socket-types.js';

/** How often a look is taken (real ms). By looking and not by the board's nudge: a conversation that begins changes no number of it. */
const LOOK_EVERY_MS = 400;

/**
 * The people of the floor for the people who lead them: a display has no socket in here. Each reader is sent what changed since their own
 * last frame, and only when that one has left: who is slow gets fewer frames, never more memory.
 */
@Injectable()
export class AgentStream implements OnApplicationBootstrap {
  /** What each reader has. */
  private readonly readers = new Map<BoardSocket, ReadonlyMap<string, AgentView> | null>();
  private readonly loop = new Loop('agents', async () => {
    if (this.readers.size > 0) await this.send();
    return LOOK_EVERY_MS;
  });

  constructor(private readonly book: AgentBook) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  close(): Promise<void> {
    return this.loop.stop();
  }

  join(socket: BoardSocket): void {
    const { principal } = socket.data;
    if (principal.kind !== 'user' || !allows('agents.read', principal)) return;
    this.readers.set(socket, null);
    this.loop.wake();
  }

  leave(socket: BoardSocket): void {
    this.readers.delete(socket);
  }

  private async send(): Promise<void> {
    const all = await this.book.read();
    for (const [socket, has] of this.readers) {
      if (!isIdle(socket)) continue;
      const sees = new Map(all.filter((agent) => seesAgent(socket.data.principal, agent)).map((agent) => [agent.id, agent]));
      const frame = frameBetween(has, sees);
      if (frame) socket.emit('agents:changed', frame);
      this.readers.set(socket, sees);
    }
  }
}

/** Everything sent so far has left. */
const isIdle = ({ conn }: BoardSocket): boolean => (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length === 0;

/** What a reader who has `from` needs to have `to`; null when nothing. */
export function frameBetween(
  from: ReadonlyMap<string, AgentView> | null,
  to: ReadonlyMap<string, AgentView>,
): AgentsFrame | null {
  if (from === null) return { whole: true, agents: [...to.values()], gone: [] };
  const agents = [...to.values()].filter((agent) => from.get(agent.id) !== agent);
  const gone = [...from.keys()].filter((id) => !to.has(id));
  return agents.length + gone.length > 0 ? { whole: false, agents, gone } : null;
}

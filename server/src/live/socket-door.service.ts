import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AccessService } from '../access/access.service.js';
import { allows } from '../access/policy.js';
import type { Principal } from '../access/principal.js';
import { Revocations } from '../access/revocations.js';
import { Loop } from '../platform/loop.js';
import { Screens } from './screens.service.js';
import { DOORS } from './socket-policy.js';
import type { BoardNamespace, BoardSocket } from './socket-types.js';

/** Pub/sub may lose a revocation; nobody stays longer than this (real ms) on a right that is gone. */
const RECHECK_MS = 1500;

class Refused extends Error {
  readonly data: { code: string };
  constructor(code: 'unauthorized' | 'forbidden') {
    super(code);
    this.data = { code };
  }
}

/** Lets sockets in, and puts them out again when their right has ended. */
@Injectable()
export class SocketDoor implements OnApplicationBootstrap {
  private namespace: BoardNamespace | null = null;
  private readonly recheck = new Loop('socket-door', async () => {
    await this.checkAll();
    return RECHECK_MS;
  });

  constructor(
    private readonly access: AccessService,
    private readonly revocations: Revocations,
    private readonly screens: Screens,
  ) {}

  /** @throws an error whose `data.code` is `unauthorized` or `forbidden`; the client gets it as `connect_error` */
  async admit(socket: BoardSocket): Promise<void> {
    const { token, build } = socket.handshake.auth as { token?: unknown; build?: unknown };
    const principal = typeof token === 'string' ? await this.access.authenticate(token) : null;
    if (!principal) throw new Refused('unauthorized');
    if (!DOORS.some((action) => allows(action, principal))) throw new Refused('forbidden');
    const told = typeof build === 'string' && /^[\w.-]{1,64}$/.test(build) ? build : null;
    socket.data = { principal, token: token as string, build: told };
  }

  watch(namespace: BoardNamespace): void {
    this.namespace = namespace;
  }

  onApplicationBootstrap(): void {
    this.revocations.onRevoked(() => this.recheck.wake());
    this.recheck.start();
  }

  close(): Promise<void> {
    return this.recheck.stop();
  }

  private async checkAll(): Promise<void> {
    const sockets = [...(this.namespace?.sockets.values() ?? [])] as BoardSocket[];
    const tokens = [...new Set(sockets.map(({ data }) => data.token))];
    const now = new Map(await Promise.all(tokens.map(async (token) => [token, await this.access.authenticate(token)] as const)));
    for (const socket of sockets) {
      const principal = now.get(socket.data.token);
      // A socket that came while the others were asked was checked when it came.
      if (principal === undefined) continue;
      if (!sameRights(principal, socket.data.principal)) socket.disconnect(true);
      else if (principal) this.screens.tell(socket, principal);
    }
    await this.screens.note(sockets.filter(({ connected }) => connected));
  }
}

/** Other rights mean another audience: the client reconnects and gets what it may see now. */
const sameRights = (now: Principal | null, then: Principal): boolean =>
  now !== null &&
  now.role === then.role &&
  JSON.stringify([now.channels, now.scopes, now.agent]) === JSON.stringify([then.channels, then.scopes, then.agent]);

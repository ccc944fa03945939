import { type OnModuleDestroy } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { BOARD_NAMESPACE } from '@tideboard/contracts';
import { AgentStream } from './agent-stream.service.js';
import { allows } from '../access/policy.js';
import { LiveHub } from './live-hub.service.js';
import { MySeats } from './my-seats.service.js';
import { CLIENT_EVENTS } from './socket-policy.js';
import { Screens } from './screens.service.js';
import { SocketDoor } from './socket-door.service.js';
import type { BoardNamespace, BoardSocket } from './socket-types.js';

/** The board's socket: who may come in, what they get at once, and what they may ask for. */
@WebSocketGateway({ namespace: BOARD_NAMESPACE })
export class LiveGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, OnModuleDestroy {
  constructor(
    private readonly door: SocketDoor,
    private readonly hub: LiveHub,
    private readonly agents: AgentStream,
    private readonly screens: Screens,
    private readonly mine: MySeats,
  ) {}

  afterInit(namespace: BoardNamespace): void {
    // Here and not in a guard: a guard refuses messages, but the connection has its rooms by then.
    namespace.use((socket, next) => {
      this.door
        .admit(socket)
        .then(() => next())
        .catch(next);
    });
    this.hub.open(namespace);
    this.door.watch(namespace);
  }

  handleConnection(socket: BoardSocket): void {
    if (!allows('board.read', socket.data.principal)) return this.mine.join(socket);
    this.hub.join(socket);
    this.agents.join(socket);
    this.screens.welcome(socket);
  }

  handleDisconnect(socket: BoardSocket): void {
    this.hub.leave(socket);
    this.agents.leave(socket);
    this.mine.leave(socket);
  }

  @SubscribeMessage('board:resync')
  resync(socket: BoardSocket): void {
    if (allows(CLIENT_EVENTS['board:resync'], socket.data.principal)) this.hub.resync(socket);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.hub.close(), this.agents.close(), this.mine.close(), this.door.close()]);
  }
}

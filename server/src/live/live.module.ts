import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AgentsModule } from '../agents/agents.module.js';
import { BoardModule } from '../board/board.module.js';
import { AgentStream } from './agent-stream.service.js';
import { LiveGateway } from './live.gateway.js';
import { LiveHub } from './live-hub.service.js';
import { MySeats } from './my-seats.service.js';
import { Screens } from './screens.service.js';
import { SocketDoor } from './socket-door.service.js';

@Module({
  imports: [AccessModule, AgentsModule, BoardModule],
  providers: [AgentStream, LiveGateway, LiveHub, MySeats, Screens, SocketDoor],
})
export class LiveModule {}

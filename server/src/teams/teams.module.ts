import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { TeamsController } from './teams.controller.js';
import { TeamsService } from './teams.service.js';

/** The registry of teams. */
@Module({ imports: [AgentsModule], controllers: [TeamsController], providers: [TeamsService], exports: [TeamsService] })
export class TeamsModule {}

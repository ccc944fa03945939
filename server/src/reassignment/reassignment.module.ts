import { Module } from '@nestjs/common';
import { BoardModule } from '../board/board.module.js';
import type { Log } from '../platform/logging/log.js';
import { LOG } from '../platform/logging/token.js';
import { JobQueue } from '../platform/queues/job-queue.js';
import { RedisConnections } from '../platform/redis/index.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AgentAnswers } from './agent-answers.service.js';
import { AnswersController } from './answers.controller.js';
import { Approver } from './approver.service.js';
import { Attempts } from './attempts.service.js';
import { AutomationController } from './automation.controller.js';
import { Automation } from './automation.service.js';
import { Considerations } from './considerations.service.js';
import { ControlStore } from './control-store.js';
import { Countdowns } from './countdowns.service.js';
import { Decisions } from './decisions.service.js';
import { COMMANDS, Executor } from './executor.service.js';
import { FloorReader } from './floor-reader.service.js';
import { Handovers } from './handovers.service.js';
import { Homecomings } from './homecomings.service.js';
import { Inboxes } from './inboxes.service.js';
import { Keeper } from './keeper.service.js';
import { OutlookController } from './outlook.controller.js';
import { Outlooks } from './outlooks.service.js';
import { PlanReasons } from './plan-reasons.service.js';
import { Planner } from './planner.service.js';
import { PolicyController } from './policy.controller.js';
import { PolicyDesk } from './policy-desk.service.js';
import { Proposer } from './proposer.service.js';
import { ReassignmentDesk } from './reassignment-desk.service.js';
import { ReassignmentLoop } from './reassignment-loop.service.js';
import { ReassignmentReader } from './reassignment-reader.service.js';
import { ReassignmentStore } from './reassignment-store.js';
import { ReassignmentsController } from './reassignments.controller.js';
import { RecordedDay } from './recorded-day.service.js';
import { RegistryApplier } from './registry-applier.service.js';
import { Scorer } from './scorer.service.js';
import { ShadowBook } from './shadow-book.service.js';
import { SightReader } from './sight-reader.service.js';
import { Simulations } from './simulations.service.js';
import { UpstreamStore } from './upstream-store.js';
import { UpstreamsController } from './upstreams.controller.js';
import { Upstreams } from './upstreams.service.js';
import { Withdrawals } from './withdrawals.service.js';

const commands = {
  provide: COMMANDS,
  inject: [RedisConnections, LOG],
  useFactory: (redis: RedisConnections, log: Log) => new JobQueue('commands', redis, log),
};

@Module({
  imports: [BoardModule, TicketsModule],
  controllers: [
    AnswersController,
    AutomationController,
    OutlookController,
    PolicyController,
    ReassignmentsController,
    UpstreamsController,
  ],
  providers: [
    AgentAnswers,
    Approver,
    Attempts,
    Automation,
    Considerations,
    ControlStore,
    Countdowns,
    Decisions,
    Executor,
    FloorReader,
    Handovers,
    Homecomings,
    Inboxes,
    Keeper,
    Outlooks,
    PlanReasons,
    Planner,
    PolicyDesk,
    Proposer,
    ReassignmentDesk,
    ReassignmentLoop,
    ReassignmentReader,
    ReassignmentStore,
    RecordedDay,
    RegistryApplier,
    Scorer,
    ShadowBook,
    SightReader,
    Simulations,
    UpstreamStore,
    Upstreams,
    Withdrawals,
    commands,
  ],
  exports: [AgentAnswers, ControlStore, Executor, FloorReader, ReassignmentStore],
})
export class ReassignmentModule {}

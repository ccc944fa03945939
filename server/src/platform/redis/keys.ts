// The only place that spells a key. All of a site's keys carry the same hash tag, so that a script may touch several of them on a
// Redis Cluster; a second tag would turn every commit into a cross-slot error.
const SITE = 'main';
const at = (...parts: string[]) => `tb:{${SITE}}:${parts.join(':')}`;

export const keys = {
  // the floor
  tickets: at('tickets'),
  agents: at('agents'),
  wake: at('wake'),
  gauges: at('gauges'),
  day: (day: string) => at('day', day),
  // history: the tickets that a day's counts come from, how often a day has changed, and the day cut into cells
  dayTickets: (day: string) => at('history-tickets', day),
  dayChanges: at('history-changes'),
  rollup: (grain: string, day: string) => at('history', grain, day),
  // what is left of the tickets that were let go: their share of each business day's history
  frozenDays: at('frozen-days'),
  // quality reports as they were produced: a line of each, each in full, and the definitions of then by version
  qualityReports: at('quality-reports'),
  qualityReportBodies: at('quality-report-bodies'),
  definitionSets: at('definition-sets'),
  // exports: by when they were asked for, each as a hash, each one's file as a list of chunks; the last two expire
  exports: at('exports'),
  export: (id: string) => at('export', id),
  exportFile: (id: string) => at('export-file', id),
  log: at('log'),
  logCopy: at('log-copy'),
  ids: at('ids'),
  meta: at('meta'),
  changed: at('changed'),
  waiting: (channel: string) => at('waiting', channel),
  // where lists find tickets: open ones by deadline, all by creation and by customer, those with an open promise by when it is due,
  // complaints that nobody has promised to call back about by when they were answered
  ticketsByDue: at('tickets-by-due'),
  ticketsByCreation: at('tickets-by-creation'),
  ticketsByCustomer: at('tickets-by-customer'),
  ticketsByPromise: at('tickets-by-promise'),
  ticketsByAnswer: at('tickets-by-answer'),
  // what a lead has reminded an agent of: a hash by ticket
  reminders: (agent: string) => at('reminders', agent),
  escalationRules: at('escalation-rules'),
  // samples for the plan: when work arrived, how long the latest took
  arrivals: (channel: string) => at('arrivals', channel),
  handled: (channel: string) => at('handled', channel),
  sources: at('sources'),
  feeds: at('feeds'),
  // alerts: what burns (a hash by channel and metric), what has burnt
  alerts: at('alerts'),
  alertHistory: at('alert-history'),
  silences: at('silences'),
  // what is to be told outside (a stream that alerts and reassignments write to with what they change), how far it was read, whom to tell,
  // and what is under way to them
  outbox: at('alert-outbox'),
  outboxCursor: at('outbox-cursor'),
  notificationTargets: at('notification-targets'),
  deliveries: at('deliveries'),
  // reassignments: those that are open (a hash), those that were (a hash, and by when they closed), whose agents are taken
  reassignments: at('reassignments'),
  closedReassignments: at('closed-reassignments'),
  reassignmentsByClose: at('reassignments-by-close'),
  engaged: at('engaged'),
  commandFence: at('command-fence'),
  control: at('control'),
  automation: at('automation'),
  simulations: at('simulations'),
  shadow: (day: string) => at('shadow', day),
  upstreams: at('upstreams'),
  jobs: at('jobs'),
  lease: at('lease'),
  fence: at('fence'),
  trend: at('trend'),
  // time travel: what the log does not tell of the board, its hash from minute to minute, each registry
  boardContexts: at('board-contexts'),
  boardHashes: at('board-hashes'),
  registryVersions: at('registry-versions'),
  // the registry: a hash of `rev` and `doc`
  registry: at('registry'),
  // how far the first set-up has come: step → mark
  setup: at('setup'),
  // teams and assignment rules: a hash like the registry's, apart from it because nothing that was counted is judged anew by them
  staffing: at('staffing'),
  clock: at('clock'),
  // who did what: a stream of entries, and where its chain ends
  auditLog: at('audit-log'),
  auditHead: at('audit-head'),
  // customers who are to be forgotten: requests, approvals, what was done
  erasures: at('erasures'),
  // people and machines
  users: at('users'),
  userNames: at('user-names'),
  session: (tokenHash: string) => at('session', tokenHash),
  sessionsOf: (userId: string) => at('sessions-of', userId),
  oidcAttempt: (stateHash: string) => at('oidc-attempt', stateHash),
  oidcHandover: (browserHash: string) => at('oidc-handover', browserHash),
  apiKeys: at('api-keys'),
  displays: at('displays'),
  displaysSeen: at('displays-seen'),
  pairing: (code: string) => at('pairing', code),
  poll: (tokenHash: string) => at('pairing-poll', tokenHash),
  throttle: (what: string, who: string) => at('throttle', what, who),
} as const;

/** Pub/sub: nudges only. Nobody may rely on one arriving; each has a poll or a check behind it. */
export const channels = {
  feed: at('feed'),
  registry: at('registry-changed'),
  /** Agents (JSON array of ids) of whose work something has changed. */
  agents: at('agents-changed'),
  revoked: at('revoked'),
} as const;

/** A key for a feature that is not listed above: same site, same slot. */
export const siteKey = at;

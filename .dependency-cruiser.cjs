// The walls of the house (README, "The map"). Each rule's comment says what breaks without it.
const npm = (names) => `node_modules/(${names})(/|$)`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contracts-stand-alone',
      comment: 'What crosses the wire depends on nothing of ours, so that any side may read it.',
      severity: 'error',
      from: { path: '^libs/contracts' },
      to: { path: '^(server|web|libs/(board-sync|domain|rebalance))/' },
    },
    {
      name: 'libs-know-contracts-only',
      comment: 'board-sync, domain and rebalance run in Node and in browsers, and never need one another.',
      severity: 'error',
      from: { path: '^libs/(board-sync|domain|rebalance)/' },
      to: { path: '^(server|web|libs)/', pathNot: '^libs/contracts/|^libs/$1/' },
    },
    {
      name: 'libs-have-no-platform',
      comment: 'Time, ids and randomness are arguments: a lib that reads a clock or a socket cannot be replayed.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.spec\\.ts$' },
      to: { path: npm('@nestjs|vue|ioredis|bullmq|socket\\.io|fastify|pino'), dependencyTypes: ['npm', 'npm-dev'] },
    },
    { name: 'libs-have-no-node', severity: 'error', from: { path: '^libs/', pathNot: '\\.spec\\.ts$' }, to: { dependencyTypes: ['core'] } },
    { name: 'web-not-server', severity: 'error', from: { path: '^web/' }, to: { path: '^(server|test|libs/domain)/' } },
    { name: 'server-not-web', severity: 'error', from: { path: '^server/' }, to: { path: '^(web|test)/' } },
    {
      name: 'redis-behind-platform',
      comment: 'One place opens connections, sets time limits and spells keys.',
      severity: 'error',
      from: { pathNot: '^server/src/platform/redis/' },
      to: { path: npm('ioredis') },
    },
    { name: 'queue-behind-platform', severity: 'error', from: { pathNot: '^server/src/platform/queues/' }, to: { path: npm('bullmq|@nestjs/bullmq') } },
    {
      name: 'sockets-behind-live',
      comment: 'Whoever emits decides who may see: that decision has one home.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/src/live/' },
      to: { path: npm('socket\\.io|@nestjs/websockets|@nestjs/platform-socket\\.io') },
    },
    {
      name: 'platform-has-no-business',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^server/src/(ingest|tickets|board|live|alerts|reassignment|reports|directory|access|audit|connectors|cli)/' },
    },
    {
      name: 'demo-stands-outside',
      comment: 'The demo is one more upstream: what it cannot do over the public API, no customer can.',
      severity: 'error',
      from: { path: '^server/src/(demo|api-client)/' },
      to: { path: '^(server|libs)/', pathNot: '^server/src/(demo|api-client)/|^libs/contracts/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};

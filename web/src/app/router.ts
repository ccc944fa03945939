import { createRouter, createWebHistory } from 'vue-router';

/** `desk`: a page that people work at, in the colours of a desk. */
const desk = { desk: true };

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./LandingPage.vue') },
    { path: '/login', name: 'login', component: () => import('./LoginPage.vue'), meta: desk },
    { path: '/wall', name: 'wall', component: () => import('../wall/WallPage.vue') },
    {
      path: '/console',
      component: () => import('../console/ConsolePage.vue'),
      meta: desk,
      children: [
        { path: '', name: 'console', component: () => import('../console/floor/FloorPage.vue') },
        { path: 'tickets', name: 'tickets', component: () => import('../tickets/TicketsPage.vue') },
        { path: 'tickets/:id', name: 'ticket', component: () => import('../tickets/TicketPage.vue') },
        { path: 'customers/:ref', name: 'customer', component: () => import('../tickets/CustomerPage.vue') },
        { path: 'displays', name: 'displays', component: () => import('../console/displays/DisplaysPage.vue') },
        { path: '/setup', name: 'setup', component: () => import('../setup/SetupPage.vue') },
        { path: '/reports', name: 'reports', component: () => import('../reports/ReportsPage.vue') },
        {
          path: '/settings',
          component: () => import('../admin/SettingsPage.vue'),
          children: [
            { path: 'channels', name: 'settings-channels', component: () => import('../admin/registry/ChannelsPage.vue') },
            { path: 'channels/:id', name: 'settings-channel', component: () => import('../admin/registry/ChannelPage.vue') },
            { path: 'teams', name: 'settings-teams', component: () => import('../admin/staff/TeamsPage.vue') },
            { path: 'teams/:id', name: 'settings-team', component: () => import('../admin/staff/TeamPage.vue') },
            { path: 'agents', name: 'settings-agents', component: () => import('../admin/staff/AgentsPage.vue') },
            { path: 'agents/:id', name: 'settings-agent', component: () => import('../admin/staff/AgentPage.vue') },
            { path: 'assignment', name: 'settings-assignment', component: () => import('../admin/staff/AssignmentPage.vue') },
            { path: 'topics', name: 'settings-topics', component: () => import('../admin/topics/TopicsPage.vue') },
            { path: 'site', name: 'settings-site', component: () => import('../admin/registry/SitePage.vue') },
            {
              path: 'escalation',
              name: 'settings-escalation',
              component: () => import('../admin/escalation/EscalationPage.vue'),
            },
            { path: 'people', name: 'settings-people', component: () => import('../admin/people/PeoplePage.vue') },
            { path: 'keys', name: 'settings-keys', component: () => import('../admin/keys/KeysPage.vue') },
            {
              path: 'notifications',
              name: 'settings-notifications',
              component: () => import('../admin/notifications/NotificationsPage.vue'),
            },
            { path: 'transfer', name: 'settings-transfer', component: () => import('../transfer/TransferPage.vue') },
            { path: 'erasures', name: 'settings-erasures', component: () => import('../admin/privacy/ErasuresPage.vue') },
            { path: 'audit', name: 'settings-audit', component: () => import('../admin/audit/AuditPage.vue') },
          ],
        },
      ],
    },
    { path: '/console/replay', name: 'replay', component: () => import('../past/ReplayPage.vue'), meta: desk },
    { path: '/rate/:token', name: 'rate', component: () => import('../rating/RatePage.vue'), meta: desk },
    { path: '/me', name: 'me', component: () => import('../me/MePage.vue'), meta: desk },
    { path: '/:any(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
  ],
});

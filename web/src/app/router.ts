import { createRouter, createWebHistory } from 'vue-router';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./LandingPage.vue') },
    { path: '/login', name: 'login', component: () => import('./LoginPage.vue') },
    { path: '/wall', name: 'wall', component: () => import('../wall/WallPage.vue') },
    { path: '/:any(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
  ],
});

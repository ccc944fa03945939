export * from './board-sync.js';

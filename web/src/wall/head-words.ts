import type { Word } from '../i18n';
import type { Figure } from './density';

/** The heading of a figure, in a table's head and on a card alike. */
export const HEAD: Record<Exclude<Figure, 'agents'>, Word> = {
  longestWait: 'wall.longestWait',
  inProgress: 'wall.inProgress',
  completed: 'wall.completed',
  avgResponse: 'wall.avgResponse',
  avgHandle: 'wall.avgHandle',
  timeouts: 'wall.timeoutsHead',
  satisfaction: 'wall.satisfaction',
  trend: 'wall.trend',
};

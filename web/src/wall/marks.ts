import type { Shape } from '../ui/ShapeIcon.vue';
import type { Mark } from './channel-view';

/** State by shape, so that it is read without colour; its word stands beside it. */
export const SHAPE_OF: Record<Mark, Shape> = {
  ok: 'circle',
  watch: 'diamond',
  breach: 'triangle',
  no_data: 'hollow',
  stale: 'hourglass',
  closed: 'moon',
};

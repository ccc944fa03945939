// Dragging people from column to column: what is taken along, where it may be dropped, and what that asks for.
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { AgentView } from '@tideboard/contracts';
import type { UseCrew } from './use-crew';

interface Taken extends Record<string | symbol, unknown> {
  crew: true;
  from: string;
  agents: string[];
}

const isTaken = (data: Record<string | symbol, unknown>): data is Taken => data['crew'] === true;

interface DragOptions {
  crew: UseCrew;
  agent: () => AgentView;
  channel: string;
  can: () => boolean;
}

/** Makes a card draggable; a picked one takes all that are picked along. Returns what ends it. */
export const dragCard = (element: HTMLElement, { crew, agent, channel, can }: DragOptions): (() => void) =>
  draggable({
    element,
    canDrag: can,
    getInitialData: (): Taken => ({ crew: true, from: channel, agents: crew.companions(agent().id, channel) }),
    onDragStart: () => element.classList.add('dragged'),
    onDrop: () => element.classList.remove('dragged'),
  });

interface DropOptions {
  crew: UseCrew;
  channel: () => string;
  over: (on: boolean) => void;
}

/** Makes a column take what is dragged from another one. */
export const dropOn = (element: HTMLElement, { crew, channel, over }: DropOptions): (() => void) =>
  dropTargetForElements({
    element,
    canDrop: ({ source }) => isTaken(source.data) && source.data.from !== channel() && crew.mayMove.value,
    onDragEnter: () => over(true),
    onDragLeave: () => over(false),
    onDrop: ({ source }) => {
      over(false);
      if (isTaken(source.data)) crew.ask({ from: source.data.from, to: channel(), agents: source.data.agents });
    },
  });

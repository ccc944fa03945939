import { Injectable } from '@nestjs/common';
import { Displays } from '../access/displays.js';
import type { Principal } from '../access/principal.js';
import type { BoardSocket } from './socket-types.js';

/** Real ms between two notes that a screen is still there. */
const NOTE_EVERY_MS = 5000;

/** What paired screens are told beside the board, and what is known of them. Nobody but a display's own token gets any of it. */
@Injectable()
export class Screens {
  private notedAt = -Infinity;

  constructor(private readonly displays: Displays) {}

  welcome(socket: BoardSocket): void {
    const { name, screen } = socket.data.principal ?? {};
    if (!screen) return;
    socket.emit('screen:settings', { name: name!, settings: screen.settings });
    // The next round of checks notes it: a screen that has just come is on the list within the second.
    this.notedAt = -Infinity;
  }

  /** Brings a screen from what it was told to what is stored now. */
  tell(socket: BoardSocket, now: Principal): void {
    const before = socket.data.principal;
    if (!now.screen || !before.screen) return;
    const { name, screen } = now;
    socket.data.principal = now;
    if (JSON.stringify([before.name, before.screen.settings]) !== JSON.stringify([name, screen.settings]))
      socket.emit('screen:settings', { name, settings: screen.settings });
    if (!screen.order || screen.order.at === before.screen.order?.at) return;
    if (screen.order.what === 'reload') socket.emit('screen:reload');
    else socket.emit('screen:identify', { name });
  }

  /** Notes which screens are connected to this node. */
  async note(sockets: readonly BoardSocket[]): Promise<void> {
    if (performance.now() - this.notedAt < NOTE_EVERY_MS) return;
    this.notedAt = performance.now();
    const screens = sockets.filter(({ data }) => data.principal?.screen);
    await this.displays.seen(new Map(screens.map(({ data }) => [data.principal.id, data.build])));
  }
}

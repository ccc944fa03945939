import type { ClientToServer, ServerToClient } from '@tideboard/contracts';
import type { Namespace, Socket } from 'socket.io';
import type { Principal } from '../access/principal.js';

/** What the server knows of a connection; set before it is one. */
export interface SocketData {
  principal: Principal;
  token: string;
  /** The web build that the client says it runs. */
  build: string | null;
}

export type BoardNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type BoardSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

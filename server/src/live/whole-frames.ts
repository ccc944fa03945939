import type { Server } from 'socket.io';

/** What socket.io's adapter notes of a room's frame that is made once for all its sockets. */
interface Encoded {
  wsPreEncodedFrame?: Buffer[];
}
type Base = new (...args: never[]) => { _encode(packet: unknown, options: Encoded): unknown };

/**
 * Room frames leave in one buffer. socket.io keeps the websocket header and the payload of a frame apart, which takes node's slower
 * path (`writev`, two requests) once for each screen; joined once for the room, each screen costs a plain write of shared bytes
 * (`npm run bench -- fanout`). Where a later socket.io no longer makes frames ahead, this does nothing.
 */
export function writeFramesWhole(io: Server): void {
  class WholeFrames extends (io.adapter() as unknown as Base) {
    override _encode(packet: unknown, options: Encoded): unknown {
      const encoded = super._encode(packet, options);
      if (options.wsPreEncodedFrame) options.wsPreEncodedFrame = [Buffer.concat(options.wsPreEncodedFrame)];
      return encoded;
    }
  }
  io.adapter(WholeFrames as never);
}

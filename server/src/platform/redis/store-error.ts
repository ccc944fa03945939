// Which errors mean "the store cannot take it now, send it again" and not "we have a bug".
const CLIENT_SIDE = [
  'Command timed out',
  'Connection is closed',
  'Reached the max retries per request',
  "Stream isn't writeable",
  'connect ETIMEDOUT',
  'Command aborted due to connection close',
  'Redis does not answer',
];
const SERVER_SIDE = /^(LOADING|MISCONF|OOM|READONLY|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|UNBLOCKED)\b/;
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** Thrown by our own code where the store answered but not well enough, such as too few replicas. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** True when Redis is away, loading, full or read-only; sending the request again is then safe and may succeed. */
export function isStoreUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'StoreUnavailable' || error.name === 'MaxRetriesPerRequestError') return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code && SOCKET.has(code))
    return syscall === 'connect' || syscall === 'read' || syscall === 'write' || syscall === 'getaddrinfo';
  return SERVER_SIDE.test(error.message) || CLIENT_SIDE.some((text) => error.message.startsWith(text));
}

/** One command of a commit, its key in the place where Redis wants it. */
export type Operation = [command: string, key: string, ...rest: string[]];

/** Redis refuses to unpack more arguments than this at once in Lua. */
const MAX_ARGUMENTS = 4000;

/** One command for many members; longer lists are cut to what Lua can unpack. Pairs stay together. */
export function wide(command: string, key: string, rest: string[], lead: string[] = []): Operation[] {
  const cuts = Array.from({ length: Math.ceil(rest.length / MAX_ARGUMENTS) }, (_, i) =>
    rest.slice(i * MAX_ARGUMENTS, (i + 1) * MAX_ARGUMENTS),
  );
  return cuts.map((cut): Operation => [command, key, ...lead, ...cut]);
}

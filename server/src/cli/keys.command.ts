import { SCOPES, type Scope } from '@tideboard/contracts';
import type { Command } from 'commander';
import { UsageError } from './exit.js';
import { say, table, withStore } from './with-store.js';

const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);

function readScopes(given: string[]): Scope[] {
  const scopes = given.flatMap((text) => text.split(','));
  const wrong = scopes.find((scope) => !isScope(scope));
  if (wrong !== undefined) throw new UsageError(`--scope: expected one of ${SCOPES.join(', ')}, got "${wrong}"`);
  return [...new Set(scopes.filter(isScope))];
}

/** `keys create|list|revoke`: API keys of machines, made beside the API, for a first key and for scripts. */
export function keysCommand(program: Command): void {
  const keys = program.command('keys').description('API keys: create, list, revoke');
  keys
    .command('create')
    .description('make a key and print it; it is shown only now')
    .argument('<name>', 'what the key is for')
    .requiredOption('-s, --scope <scope...>', `what it may do: ${SCOPES.join(', ')}`)
    .action((name: string, { scope }: { scope: string[] }) => {
      const scopes = readScopes(scope);
      return withStore(async ({ apiKeys, record }) => {
        const { id, key } = await apiKeys.create(name, scopes);
        await record('api-keys.create', `api-keys/${id}`, ['name', 'scopes']);
        say(key);
      });
    });
  keys
    .command('list')
    .description('id, name, scopes and date of every key')
    .action(() =>
      withStore(async ({ apiKeys }) => {
        table((await apiKeys.list()).map(({ id, name, scopes, createdAt }) => [id, name, scopes.join(','), createdAt]));
      }),
    );
  keys
    .command('revoke')
    .description('end a key at once')
    .argument('<id>')
    .action((id: string) =>
      withStore(async ({ apiKeys, record }) => {
        await apiKeys.revoke(id);
        await record('api-keys.remove', `api-keys/${id}`);
      }),
    );
}

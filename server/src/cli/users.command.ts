import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { UserBody, type UserView } from '@tideboard/contracts';
import type { Command } from 'commander';
import { Compile } from 'typebox/compile';
import type { UsersService } from '../access/users.service.js';
import { foldName } from '../access/users.store.js';
import { UsageError } from './exit.js';
import { say, table, withStore } from './with-store.js';

const body = Compile(UserBody);
const ROLES = 'admin, operations, manager, supervisor or agent';

interface CreateOptions {
  role: string;
  name?: string;
  channels?: string;
  passwordStdin?: boolean;
}

/** From stdin and not from an option: the arguments of a process are for everybody on the machine to see. */
async function readPassword(fromStdin: boolean | undefined): Promise<{ password: string; made: boolean }> {
  if (!fromStdin) return { password: randomBytes(12).toString('base64url'), made: true };
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (password.length < 8 || password.length > 256) throw new UsageError('--password-stdin: expected 8–256 characters');
  return { password, made: false };
}

async function byName(users: UsersService, username: string): Promise<UserView> {
  const user = (await users.list()).find((candidate) => foldName(candidate.username) === foldName(username));
  if (!user) throw new Error(`no user "${username}"`);
  return user;
}

async function create(username: string, { role, name, channels, passwordStdin }: CreateOptions): Promise<void> {
  const { password, made } = await readPassword(passwordStdin);
  const user = { username, password, role, ...(name ? { name } : {}), ...(channels ? { channels: channels.split(',') } : {}) };
  if (!body.Check(user)) throw new UsageError(`expected a name of 1–120 characters and the role ${ROLES}`);
  await withStore(async ({ users, record }) => {
    const { id } = await users.create(user);
    await record('users.create', `users/${id}`, Object.keys(user));
    say(made ? `${id}\t${password}` : id);
  });
}

async function passwd(username: string, { passwordStdin }: Pick<CreateOptions, 'passwordStdin'>): Promise<void> {
  const { password, made } = await readPassword(passwordStdin);
  await withStore(async ({ users, record }) => {
    const { id } = await byName(users, username);
    await users.change(id, { password });
    await record('users.change', `users/${id}`, ['password']);
    if (made) say(password);
  });
}

/** `users create|list|passwd|delete`: people, managed beside the API; also the way back in when every password is lost. */
export function usersCommand(program: Command): void {
  const users = program.command('users').description('people: create, list, passwd, delete');
  const stdin = ['--password-stdin', 'read the password from stdin; without it one is made and printed'] as const;
  users
    .command('create')
    .description('make a user and print the id')
    .argument('<username>')
    .requiredOption('-r, --role <role>', ROLES)
    .option('-n, --name <name>', 'the name that others see')
    .option('-c, --channels <ids>', 'the channels of a supervisor or an agent, with commas between')
    .option(...stdin)
    .action(create);
  users
    .command('list')
    .description('id, user name, role and channels of everybody')
    .action(() =>
      withStore(async (tools) => {
        table(
          (await tools.users.list()).map(({ id, username, role, channels }) => [id, username, role, channels?.join(',') ?? '*']),
        );
      }),
    );
  users
    .command('passwd')
    .description('set a new password; the open sessions end')
    .argument('<username>')
    .option(...stdin)
    .action(passwd);
  users
    .command('delete')
    .description('remove a user; the open sessions end')
    .argument('<username>')
    .action((username: string) =>
      withStore(async ({ users: people, record }) => {
        const { id } = await byName(people, username);
        await people.remove(id);
        await record('users.remove', `users/${id}`);
      }),
    );
}

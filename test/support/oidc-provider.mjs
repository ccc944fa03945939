// A real identity provider for tests, as a process of its own: its modules do not load under Jest. Who signs in is said by the test,
// with `?as=` at the page where a person would type a password. Prints its port.
import { Provider } from 'oidc-provider';

const PEOPLE = {
  lina: { preferred_username: 'li.na', name: '李娜', groups: ['tb-operations', 'staff'] },
  zhao: { preferred_username: 'admin', name: '赵云', groups: ['tb-leads'] },
  guest: { preferred_username: 'guest', name: 'Guest', groups: ['staff'] },
};
const [port, redirectUri] = process.argv.slice(2);
const groups = new Map(Object.entries(PEOPLE));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'tideboard',
      client_secret: 'a-secret-of-the-test',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  claims: { profile: ['name', 'preferred_username', 'groups'], openid: ['sub'] },
  // What stands in the token itself, as most providers of companies do it.
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...groups.get(id) }) }),
  pkce: { required: () => true },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  const { prompt, params, grantId, session } = await provider.interactionDetails(ctx.req, ctx.res);
  if (prompt.name === 'login')
    return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: String(ctx.query.as) } });
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope('openid profile email');
  return provider.interactionFinished(
    ctx.req,
    ctx.res,
    { consent: { grantId: await grant.save() } },
    { mergeWithLastSubmission: true },
  );
});

process.on('message', ({ id, to }) => {
  groups.set(id, { ...groups.get(id), groups: to });
  process.send('done');
});
provider.listen(Number(port), '127.0.0.1', () => process.send('ready'));

// Authorization code with PKCE, state and nonce (openid-client does the checking). The browser is bound to its own attempt by a cookie,
// so that nobody can be signed in as somebody else by a link; the session token never stands in an address.
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { AppConfig } from '../config/app-config.js';
import type { OidcConfig } from '../config/oidc-config.js';
import { ProblemError } from '../platform/http/problem.js';
import type { Log } from '../platform/logging/log.js';
import { LOG } from '../platform/logging/token.js';
import { RedisConnections, keys } from '../platform/redis/index.js';
import { type OidcPerson, personOf } from './oidc-claims.js';
import { hashToken } from './tokens.js';

const ATTEMPT_MS = 10 * 60_000;
const HANDOVER_MS = 60_000;

interface Attempt {
  nonce: string;
  verifier: string;
  /** Hash of the cookie of the browser that began. */
  browser: string;
  next: string;
}

@Injectable()
export class OidcService {
  #provider: Promise<oidc.Configuration> | null = null;

  constructor(
    private readonly redis: RedisConnections,
    private readonly config: AppConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  get enabled(): boolean {
    return this.config.oidc !== null;
  }

  /** Where the browser has to go, and the cookie that binds it to this attempt. @throws ProblemError 404, 503 */
  async begin(next: string): Promise<{ url: string; browser: string }> {
    const provider = await this.#discovered();
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const browser = randomBytes(24).toString('base64url');
    const attempt: Attempt = { nonce, verifier, browser: hashToken(browser), next };
    await this.redis.main.set(keys.oidcAttempt(hashToken(state)), JSON.stringify(attempt), 'PX', ATTEMPT_MS);
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: `${this.#settings().publicUrl}/api/v1/auth/oidc/callback`,
      scope: 'openid profile email',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, browser };
  }

  /** Who came back from the provider; each attempt counts once. @throws ProblemError 400 `oidc_refused`, 403 `oidc_no_role` */
  async person(path: string, browser: string): Promise<{ person: OidcPerson; next: string }> {
    const settings = this.#settings();
    const url = new URL(path, `${settings.publicUrl}/`);
    const state = url.searchParams.get('state') ?? '';
    const json = await this.redis.main.getdel(keys.oidcAttempt(hashToken(state)));
    const attempt = json === null ? null : (JSON.parse(json) as Attempt);
    if (!attempt || attempt.browser !== hashToken(browser))
      throw new ProblemError(400, 'oidc_refused', 'This sign-in was not begun here.');
    const claims = await this.#claims(url, state, attempt);
    const person = personOf(claims, settings);
    if (!person) throw new ProblemError(403, 'oidc_no_role', 'The identity provider gives this account no role here.');
    return { person, next: attempt.next };
  }

  /** Keeps who has signed in for the browser that did, until its page asks for the session. */
  async handOver(browser: string, userId: string): Promise<void> {
    await this.redis.main.set(keys.oidcHandover(hashToken(browser)), userId, 'PX', HANDOVER_MS);
  }

  async takeOver(browser: string): Promise<string | null> {
    return this.redis.main.getdel(keys.oidcHandover(hashToken(browser)));
  }

  async #claims(url: URL, state: string, { nonce, verifier }: Attempt): Promise<Record<string, unknown> & { sub: string }> {
    try {
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      const tokens = await oidc.authorizationCodeGrant(await this.#discovered(), url, checks);
      return tokens.claims()!;
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      this.log.info(`sign-in at the identity provider refused: ${String((error as { code?: unknown }).code ?? error)}`);
      throw new ProblemError(400, 'oidc_refused', 'The identity provider did not confirm this sign-in.');
    }
  }

  #settings(): OidcConfig {
    if (!this.config.oidc) throw new ProblemError(404, 'not_found', 'There is no identity provider here.');
    return this.config.oidc;
  }

  /** What the provider says of itself, asked once; a provider that was away is asked again. */
  async #discovered(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings();
    const execute = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
    this.#provider ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: 5 });
    try {
      return await this.#provider;
    } catch (error) {
      this.#provider = null;
      this.log.warn(`identity provider: ${String(error)}`);
      throw new ProblemError(503, 'oidc_unreachable', 'The identity provider cannot be reached.', { retryAfter: 5 });
    }
  }
}

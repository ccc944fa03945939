import { expect, it } from '@jest/globals';
import { readOidc } from '../config/oidc-config.js';
import { personOf } from './oidc-claims.js';

const env = {
  OIDC_ISSUER: 'https://id.example.com',
  OIDC_CLIENT_ID: 'tideboard',
  OIDC_CLIENT_SECRET: 's3cret',
  PUBLIC_URL: 'https://board.example.com/',
  OIDC_ROLE_CLAIM: 'realm_access.roles',
  OIDC_ROLES: 'tb-admins=admin, tb leads=supervisor',
};
const config = readOidc(env)!;

it('finds the role in a nested claim, and of several the one with most rights', () => {
  const claims = {
    sub: 's1',
    preferred_username: 'li.na',
    name: '李娜',
    realm_access: { roles: ['tb leads', 'tb-admins', 'other'] },
  };
  expect(personOf(claims, config)).toEqual({
    subject: 's1',
    username: 'li.na',
    name: '李娜',
    role: 'admin',
    channels: undefined,
  });
});

it('knows nobody without a role that is mapped', () => {
  expect(personOf({ sub: 's1', realm_access: { roles: ['admin'] } }, config)).toBeNull();
  expect(personOf({ sub: 's1' }, config)).toBeNull();
});

it('is set as a whole or not at all', () => {
  expect(readOidc({})).toBeNull();
  expect(config).toMatchObject({ issuer: 'https://id.example.com', publicUrl: 'https://board.example.com', channelsClaim: null });
  expect(() => readOidc({ OIDC_ISSUER: env.OIDC_ISSUER })).toThrow('OIDC_CLIENT_ID: expected');
  expect(() => readOidc({ ...env, OIDC_ISSUER: 'http://id.example.com' })).toThrow('OIDC_ISSUER: expected an https:// URL');
  expect(() => readOidc({ ...env, OIDC_ROLES: 'a=root' })).toThrow('OIDC_ROLES: expected');
  expect(() => readOidc({ ...env, OIDC_ROLES: 'a=display' })).toThrow('OIDC_ROLES: expected');
});

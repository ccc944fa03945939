import { SetMetadata } from '@nestjs/common';

/** Where the guard looks: an action of the policy table, or `PUBLIC`. */
export const ACCESS = 'tideboard:access';
export const PUBLIC = Symbol('public');

/** Open to everybody, signed in or not. Said by name, because a route that says nothing does not start. */
export const Public = () => SetMetadata(ACCESS, PUBLIC);

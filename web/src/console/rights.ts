import type { Role } from '@tideboard/contracts';

export interface Rights {
  /** Has a console at all. */
  enter: boolean;
  /** Moves people, decides proposals, answers alerts. */
  act: boolean;
  /** Switches the automation. */
  steer: boolean;
  displays: boolean;
}

const rights = (enter: boolean, act: boolean, steer: boolean, displays: boolean): Rights => ({ enter, act, steer, displays });

/** What is offered to whom; the server has the last word, and these are its words as far as buttons go. */
const RIGHTS: Record<Role, Rights> = {
  admin: rights(true, true, true, true),
  operations: rights(true, true, true, false),
  supervisor: rights(true, true, false, true),
  manager: rights(true, false, false, false),
  agent: rights(false, false, false, false),
  display: rights(false, false, false, false),
};

export const rightsOf = (role: Role): Rights => RIGHTS[role];

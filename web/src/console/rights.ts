export interface Rights {
  /** Has a console at all. */
  enter: boolean;
  /** Moves people, decides proposals, answers alerts. */
  act: boolean;
  /** Switches the automation. */
  steer: boolean;
  displays: boolean;
}

/** What is offered, from the actions that the server's policy table allows this person (`GET /auth/me`, `may`). */
export function rightsOf(may: readonly string[]): Rights {
  return {
    enter: may.includes('board.read'),
    act: may.includes('reassignments.act'),
    steer: may.includes('automation.switch'),
    displays: may.includes('displays.manage'),
  };
}

/** The steps of the ladder, as the words of tickets call them. */
export const LEVELS = [1, 2, 3, 4] as const;

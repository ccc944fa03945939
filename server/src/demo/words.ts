// What the demo says on the terminal.
export interface Programme {
  url: string;
  password: string;
  rate: number;
  events: number;
}

/** Real minutes and seconds for site minutes. */
const inReal = (siteMinutes: number, rate: number): string => {
  const seconds = Math.round((siteMinutes * 60) / rate);
  return seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
};

export function programme({ url, password, rate, events }: Programme): string {
  return `
  The floor is open: 10:00 on a workday, ${events} events since midnight, and the clock runs ${rate} times as fast.

    Wall      ${url}/wall
    Console   ${url}/console
    Reports   ${url}/reports
    Sign in   admin / ${password}      (a wall on this machine needs no sign-in)

  In ${inReal(20, rate)} a promotion starts and the phone is flooded; within ${inReal(40, rate)} more than 50 callers wait, the back office
  comes in, and after ${inReal(65, rate)} it is quiet again. Another channel has its turn every ${inReal(120, rate)}.

  Ctrl-C stops everything.
`;
}

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
  if (seconds < 100) return `${seconds} seconds`;
  return `${Math.round(seconds / 30) / 2} minutes`;
};

export function programme({ url, password, rate, events }: Programme): string {
  return `
  The floor is open: 10:00 on a workday, ${events} events since midnight, and the clock runs ${rate} times as fast.

    Wall      ${url}/wall
    Console   ${url}/console
    Reports   ${url}/reports
    Sign in   admin / ${password}      (a wall on this machine needs no sign-in)

  In ${inReal(20, rate)} a promotion goes out and the phone is flooded. After ${inReal(25, rate)} more than 50 callers wait: an alert, and on the
  strip at the foot of the wall who could help, what is predicted of it, and a countdown of ${inReal(5, rate)}. A team lead may
  approve or veto at the console until it ends; if nobody does, the orders go to the floor's ACD. People finish what
  they have, change over and answer the phone; now and then one is refused. From ${inReal(50, rate)} on fewer than 50 wait, after
  ${inReal(60, rate)} nobody does and people go home, each reassignment with its score: predicted against actual.

  Without help more than a hundred would wait, and more than fifty for over an hour of the floor's time. Another channel
  has its turn every ${inReal(120, rate)}.

  Ctrl-C stops everything.
`;
}

/** The rev of the registry and the site clock (epoch ms) that the past is judged by. */
export interface Judgement {
  registry: number;
  now: number;
  since?: number;
}

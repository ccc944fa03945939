import type { AgentRow, AgentsReport } from '@tideboard/contracts';
import { type Cell, countIn, figuresOf, noSums, type Sums, sumBy } from '@tideboard/domain';
import { type Cut, headOf, type Scene } from './scene.js';

/** What is known of an agent besides their tickets. */
export interface Person {
  name: string | null;
  home: string | null;
}

/** What passed through each one's hands. In the order of their names: a report is no contest. */
export function agentsReport(scene: Scene, cut: Cut, people: ReadonlyMap<string, Person>): AgentsReport {
  const byAgent = new Map<string, Cell[]>();
  for (const cell of cut.cells) {
    if (!hasWork(cell.sums)) continue;
    const name = cell.agent ?? '';
    const list = byAgent.get(name);
    if (list) list.push(cell);
    else byAgent.set(name, [cell]);
  }
  const rows = [...byAgent].map(([id, cells]) => agentRow(id, cells, people.get(id) ?? { name: null, home: null }));
  return { ...headOf(scene, cut), agents: rows.toSorted(byName) };
}

const byName = (a: AgentRow, b: AgentRow): number =>
  Number(a.id === null) - Number(b.id === null) || (a.name ?? a.id ?? '').localeCompare(b.name ?? b.id ?? '', 'zh-CN');

/** That a ticket was created while somebody held it already says nothing of them. */
const hasWork = (sums: Sums): boolean =>
  (['completed', 'answered', 'handled', 'ratings', 'timeouts'] as const).some((counter) => countIn(sums, counter) > 0);

function agentRow(id: string, cells: readonly Cell[], { name, home }: Person): AgentRow {
  const figures = figuresOf(sumBy(cells, () => 'all').get('all')!);
  const elsewhere =
    home === null
      ? null
      : countIn(sumBy(cells, ({ channel }) => (channel === home ? undefined : 'all')).get('all') ?? noSums(), 'completed');
  const said = (pick: (cell: Cell) => string | null): string[] =>
    [...new Set(cells.flatMap((cell) => pick(cell) ?? []))].toSorted();
  return {
    id: id || null,
    name,
    home,
    teams: said(({ team }) => team),
    channels: said(({ channel }) => channel),
    helped: elsewhere,
    helpedShare: elsewhere === null || !figures.completed ? null : elsewhere / figures.completed,
    ...figures,
  };
}

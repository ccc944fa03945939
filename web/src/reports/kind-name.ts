import { zhCN } from './words/zh-CN';
import type { ReportWords } from './words';

type Known = keyof typeof zhCN.ticketKinds;
const known = (kind: string): kind is Known => Object.hasOwn(zhCN.ticketKinds, kind);

/** A kind of ticket in the reader's language; null is one that the upstream did not say. */
export const kindName = (kind: string | null, t: ReportWords): string =>
  kind === null ? t('reports.unnamed') : known(kind) ? t(`ticketKinds.${kind}`) : kind;

import {
  IconAdjustmentsHorizontal,
  IconBooks,
  IconChartLine,
  IconChartDots3,
  IconDatabase,
  IconFileCertificate,
  IconFlask,
  IconGitCompare,
  IconHome,
  IconListDetails,
  IconShieldCheck,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { pageIds, pageTitles, type PageId } from '../../shared/window/pages';
import type { PageEntry } from '../address/page';
import { parseRoute } from '../address/route';

/** What the frame has of each page; its module is loaded when it is first shown. */
const own: Readonly<Record<PageId, Pick<PageEntry, 'Icon' | 'load'>>> = {
  start: { Icon: IconHome, load: () => import('../start/page') },
  datasets: { Icon: IconDatabase, load: () => import('../datasets/page') },
  models: { Icon: IconTopologyStar3, load: () => import('../models/page') },
  playground: { Icon: IconFlask, load: () => import('../playground/page') },
  studies: { Icon: IconListDetails, load: () => import('../studies/page') },
  runs: { Icon: IconChartDots3, load: () => import('../runs/page') },
  compare: { Icon: IconGitCompare, load: () => import('../compare/page') },
  trend: { Icon: IconChartLine, load: () => import('../trend/page') },
  report: { Icon: IconFileCertificate, load: () => import('../report/page') },
  certificates: { Icon: IconShieldCheck, load: () => import('../certificates/page') },
  systems: { Icon: IconBooks, load: () => import('../systems/page') },
  settings: { Icon: IconAdjustmentsHorizontal, load: () => import('../settings/page') },
};

/** Every page, in the order of the sidebar. */
export const pages: readonly PageEntry[] = pageIds.map((id) => ({ id, title: pageTitles[id], ...own[id] }));

/** Begins to load the page that an address names, so that it comes while the frame is drawn and not after it. */
export function beginLoading(hash: string): void {
  const { page } = parseRoute(hash);
  // Shown, it is asked for again, and tells why it does not come.
  own[page].load().catch(() => undefined);
}

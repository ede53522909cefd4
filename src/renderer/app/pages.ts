import {
  IconAdjustmentsHorizontal,
  IconChartLine,
  IconChartDots3,
  IconDatabase,
  IconFileCertificate,
  IconFlask,
  IconGitCompare,
  IconHome,
  IconListDetails,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { texts } from '../texts/catalogue';
import type { PageEntry } from './page';

const titles = texts.app.pages;

/** Every page, in the order of the sidebar. Its module is loaded when it is first shown. */
export const pages: readonly PageEntry[] = [
  { id: 'start', title: titles.start, Icon: IconHome, load: () => import('../start/page') },
  { id: 'datasets', title: titles.datasets, Icon: IconDatabase, load: () => import('../datasets/page') },
  { id: 'models', title: titles.models, Icon: IconTopologyStar3, load: () => import('../models/page') },
  { id: 'playground', title: titles.playground, Icon: IconFlask, load: () => import('../playground/page') },
  { id: 'studies', title: titles.studies, Icon: IconListDetails, load: () => import('../studies/page') },
  { id: 'runs', title: titles.runs, Icon: IconChartDots3, load: () => import('../runs/page') },
  { id: 'compare', title: titles.compare, Icon: IconGitCompare, load: () => import('../compare/page') },
  { id: 'trend', title: titles.trend, Icon: IconChartLine, load: () => import('../trend/page') },
  { id: 'report', title: titles.report, Icon: IconFileCertificate, load: () => import('../report/page') },
  { id: 'settings', title: titles.settings, Icon: IconAdjustmentsHorizontal, load: () => import('../settings/page') },
];

import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Page, PageProps } from '../address/page';
import { goTo } from '../address/route';
import { texts } from '../texts/catalogue';
import { PageHeader } from '../ui/PageHeader';
import { About } from './About';
import { Appearance } from './Appearance';
import { Devices } from './Devices';
import { Glossary } from './Glossary';
import { LabFolder } from './LabFolder';
import { Log } from './Log';
import { Predictors } from './Predictors';

const words = texts.settings;
const tabs = ['look', 'devices', 'predictors', 'lab', 'log', 'glossary', 'about'] as const;
type Tab = (typeof tabs)[number];

/** Settings and diagnostics; `#/settings/devices` opens a tab. */
function Settings({ route }: PageProps): ReactNode {
  const tab = tabs.find((id) => id === route.path.at(0)) ?? 'look';
  return (
    <>
      <PageHeader title={texts.app.pages.settings} lead={words.lead} />
      <Tabs
        value={tab}
        onChange={(value) => {
          goTo('settings', value === null ? [] : [value]);
        }}
      >
        <Tabs.List mb="md">
          {tabs.map((id) => (
            <Tabs.Tab key={id} value={id}>
              {words.tabs[id]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>{panel(tab)}</Tabs.Panel>
      </Tabs>
    </>
  );
}

function panel(tab: Tab): ReactNode {
  switch (tab) {
    case 'look':
      return <Appearance />;
    case 'devices':
      return <Devices />;
    case 'predictors':
      return <Predictors />;
    case 'lab':
      return <LabFolder />;
    case 'log':
      return <Log />;
    case 'glossary':
      return <Glossary />;
    case 'about':
      return <About />;
    default:
      return tab satisfies never;
  }
}

export const page: Page = { Component: Settings };

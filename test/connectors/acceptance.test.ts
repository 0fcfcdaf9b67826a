import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { discoverConnectors } from '../../connectors/discover.js';
import type { Acceptance } from '../../practice/acceptance-bench.js';
import { acceptance } from './acceptance.js';

const connectors = await discoverConnectors();

it('finds the connectors that there are', () => {
  expect([...connectors.keys()]).toEqual(expect.arrayContaining(['rest-mes', 'rest-wms', 'sap-s4']));
});

for (const [name, connector] of connectors) {
  const path = new URL(`../../connectors/${name}/practice/acceptance.ts`, import.meta.url);
  if (existsSync(path)) {
    const { default: plan } = (await import(path.href)) as { default: Acceptance };
    describe(name, () => acceptance(name, { connector, plan }));
  } else {
    it(`can try ${name}`, () =>
      expect.fail(`connectors/${name}/practice/acceptance.ts is missing: it says how to try it`));
  }
}

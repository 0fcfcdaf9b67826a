import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { discoverConnectors } from '../../connectors/discover.js';
import { defaultSettings } from '../../landscape/defaults.js';
import { loadLandscape } from '../../landscape/load.js';
import { testLandscape } from '../setup/landscape.js';

const file = fileURLToPath(new URL('../../landscape/demo.yml', import.meta.url));
const text = readFileSync(file, 'utf8');
const names = [...new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name))];
const variables = Object.fromEntries(
  names.map((name) => {
    if (name.endsWith('_URL')) return [name, 'http://127.0.0.1:9'];
    return [
      name,
      name.endsWith('_SECRET') ? Buffer.alloc(32, 1).toString('base64') : `value-of-${name}`.padEnd(20, '-'),
    ];
  }),
);

describe('the demo landscape', () => {
  it('is right, with the connectors that are there', async () => {
    const { plants, systems, access } = loadLandscape(file, variables, await discoverConnectors());
    expect(plants.map(({ plant }) => plant)).toEqual(['P100', 'P200']);
    expect(systems.map(({ id }) => id)).toEqual([
      'SAP',
      'MES-P100',
      'MES-P200',
      'WMS-RDC1',
      'WMS-RDC2',
      'TMS',
      'CUSTOMERS',
      'SUPPLIERS',
      'QUALITY',
    ]);
    expect(plants.every(({ production }) => production.markDispatched)).toBe(true);
    expect(access.length).toBeGreaterThan(5);
  });

  it('tells every variable that is not set', async () => {
    const connectors = await discoverConnectors();
    try {
      loadLandscape(file, {}, connectors);
      expect.unreachable();
    } catch (error) {
      for (const name of names) expect(String(error)).toContain(name);
    }
  });
});

describe('the landscape of tests', () => {
  it('is short of breath, and takes overrides', async () => {
    const urls = { sap: 'http://127.0.0.1:1', mes: 'http://127.0.0.1:2', wms: 'http://127.0.0.1:3' };
    const { plants } = await testLandscape({ urls, overrides: { production: { orphanWindow: '9s' } } });
    expect(plants).toHaveLength(1);
    expect(plants[0]).toMatchObject({ calls: { absentGapMs: 1_500 }, production: { orphanWindowMs: 9_000 } });
  });
});

describe('the description of the landscape', () => {
  it('names every setting', () => {
    const readme = readFileSync(new URL('../../landscape/README.md', import.meta.url), 'utf8');
    for (const [group, settings] of Object.entries(defaultSettings)) {
      expect(readme).toContain(group);
      if (group === 'responseTimes' || group === 'owners') continue;
      for (const name of Object.keys(settings)) expect(readme).toContain(name);
    }
  });
});

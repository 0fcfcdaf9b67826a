import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import mesConnector from '../../connectors/rest-mes/index.js';
import { type MesPlant, startMesPlant } from '../../connectors/rest-mes/practice/index.js';
import sapConnector from '../../connectors/sap-s4/index.js';
import { pumpOrder, type SapPlant, seedItems, startSapPlant } from '../../connectors/sap-s4/practice/index.js';
import type { Erp, Mes } from '../../contracts/ports.js';
import { definitionHash } from '../../practice/change-book.js';
import { troubleOf } from './trouble-of.js';

const signal = (): AbortSignal => new AbortController().signal;
const fields = { 'RM-20': '3' };
const hash = definitionHash({ entity: 'bom', id: 'FG-1000', to: 'C' }, fields);
const ref = (changeNo: string, changeVersion = 1) => ({ plant: 'P100', changeNo, changeVersion });
const bom = (changeNo: string, changeVersion = 1) => ({
  ...{ ...ref(changeNo, changeVersion), entity: 'bom' as const, id: 'FG-1000', version: 'C', fields, hash },
  effectiveFrom: '2026-04-06T05:00:00Z',
});

describe('a system that takes engineering changes', () => {
  let plant: MesPlant;
  let mes: Mes;
  let keys = 0;
  const context = () => ({ key: `changes|${++keys}`, signal: signal() });
  beforeAll(async () => {
    plant = await startMesPlant({ definitions: [{ item: 'FG-1000', bomRevisions: ['B'], routingVersions: ['4'] }] });
    mes = mesConnector.create('MES', mesConnector.config.parse({ url: plant.url, token: 'practice' }));
  });
  afterAll(() => plant.stop());

  const isThere = async (): Promise<boolean> => {
    const wanted = { item: 'FG-1000', bomRevision: 'C', routingVersion: '4' };
    return (await mes.readDefinitions(wanted, { signal: signal() })).bom !== null;
  };

  test('what is staged cannot be made by; what is activated can, until it is withdrawn', async () => {
    const staged = await mes.distributeDefinition.send(bom('ECO-1'), context());
    expect(staged).toMatchObject({ status: 'STAGED', definitions: [{ entity: 'bom', version: 'C', hash }] });
    expect(await isThere()).toBe(false);
    await mes.activateChange.send(ref('ECO-1'), context());
    expect(await isThere()).toBe(true);
    await mes.withdrawChange.send({ ...ref('ECO-1'), reason: 'not wanted' }, context());
    expect(await isThere()).toBe(false);
  });

  test('an older version does not replace a newer one', async () => {
    await mes.distributeDefinition.send(bom('ECO-2', 2), context());
    const trouble = await troubleOf(mes.distributeDefinition.send(bom('ECO-2', 1), context()));
    expect(trouble).toMatchObject({ code: 'B-CHANGE-STALE', applied: 'no' });
    expect(plant.changes.changes.get('ECO-2')?.version).toBe(2);
  });

  test('its own words come with a refusal', async () => {
    const message = { ...bom('ECO-3'), fields: { '0020': 'WC-UNKNOWN' } };
    const trouble = await troubleOf(mes.distributeDefinition.send(message, context()));
    expect(trouble).toMatchObject({ code: 'B-CHANGE-REJECTED', upstream: { code: 'UNKNOWN_WORKCENTER' } });
  });

  test('it is not withdrawn once a lot was made by it', async () => {
    await mes.distributeDefinition.send(bom('ECO-4'), context());
    await mes.activateChange.send(ref('ECO-4'), context());
    plant.changes.produced('FG-1000', 'C', 'L-C1');
    const withdrawal = mes.withdrawChange.send({ ...ref('ECO-4'), reason: 'not wanted' }, context());
    expect(await troubleOf(withdrawal)).toMatchObject({ code: 'B-REVISION-PRODUCED', applied: 'no' });
    const found = await mes.readChange({ plant: 'P100', changeNo: 'ECO-4' }, { signal: signal() });
    expect(found).toMatchObject({ status: 'ACTIVE', firstLot: 'L-C1' });
  });
});

describe('the owner of engineering changes', () => {
  let plant: SapPlant;
  let erp: Erp;
  beforeAll(async () => {
    plant = await startSapPlant({ plants: ['P100', 'P200'] });
    seedItems(plant);
    const config = { url: plant.url, ...plant.credentials, companyCode: '1000', zone: 'America/Chicago' };
    erp = sapConnector.create('SAP', sapConnector.config.parse(config));
  });
  afterAll(() => plant.stop());

  test('has the whole of it, with the hash that its targets reckon', async () => {
    plant.changes.put({
      ...{ changeNo: 'ECO-5012', version: 4, disposition: 'USE_UP', useUpItem: 'RM-20' },
      plants: [{ plant: 'P200', effectiveFrom: '2026-04-06T00:00:00', ready: false }],
      definitions: [
        {
          ...{ entity: 'bom', id: 'FG-1000', from: 'B', extensions: { color: 'RED' } },
          fields: [{ name: 'RM-20', from: '2', to: '3' }],
        },
      ],
    });
    expect(await erp.readEngineeringChange({ changeNo: 'ECO-5012' }, { signal: signal() })).toEqual({
      ...{ company: '1000', changeNo: 'ECO-5012', version: 4, status: 'RELEASED', item: 'FG-1000' },
      ...{ fromRevision: 'B', toRevision: 'C', disposition: 'USE_UP', useUpItem: 'RM-20' },
      plants: [{ plant: 'P200', effectiveFrom: '2026-04-06T00:00:00', ready: false }],
      definitions: [
        {
          ...{ entity: 'bom', id: 'FG-1000', from: 'B', to: 'C', hash, extensions: { color: 'RED' } },
          fields: [{ name: 'RM-20', from: '2', to: '3' }],
        },
      ],
    });
    expect(await erp.readEngineeringChange({ changeNo: 'ECO-404' }, { signal: signal() })).toBeNull();
  });

  test('shows the orders of the item at one plant that are not finished, with their revision', async () => {
    plant.addOrder(pumpOrder('1000123', '500', { released: true }));
    plant.addOrder(pumpOrder('1000124', '500', { productionVersion: 'C005' }));
    plant.addOrder(pumpOrder('2000125', '500', { plant: 'P200' }));
    const open = await erp.findOpenOrders({ plant: 'P100', item: 'FG-1000' }, { signal: signal() });
    expect(open).toEqual([
      { orderNo: '1000123', bomRevision: 'B', released: true, scheduledStart: '2026-03-10T11:00:00.000Z' },
      { orderNo: '1000124', bomRevision: 'C', released: false, scheduledStart: '2026-03-10T11:00:00.000Z' },
    ]);
    expect(await erp.findOpenOrders({ plant: 'P100', item: 'RM-20' }, { signal: signal() })).toEqual([]);
  });
});

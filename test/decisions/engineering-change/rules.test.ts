import { describe, expect, test } from 'vitest';
import type { ChangedDefinition, EngineeringChange } from '../../../contracts/entities/engineering-change.js';
import { approvalNeeded } from '../../../decisions/engineering-change/approval.js';
import { definitionsFor, differences } from '../../../decisions/engineering-change/distribution.js';
import { forbiddenIn, forbiddenText, impactOf } from '../../../decisions/engineering-change/impact.js';
import { severityLeftBehind } from '../../../decisions/engineering-change/left-behind.js';
import { cannotCarryOut } from '../../../decisions/engineering-change/owner-check.js';
import { endOf, isStaged, stateOf } from '../../../decisions/engineering-change/standing.js';
import type { Target } from '../../../contracts/view.js';

const definition = (entity: ChangedDefinition['entity'], name = 'x'): ChangedDefinition => ({
  ...{ entity, id: 'FG-1000', from: 'B', to: 'C', hash: `hash of ${entity}` },
  fields: [{ name, from: 'A', to: 'B' }],
});

const change = (differing: Partial<EngineeringChange> = {}): EngineeringChange => ({
  ...{ company: '1000', changeNo: 'ECO-5012', version: 1, status: 'RELEASED', item: 'FG-1000' },
  ...{ fromRevision: 'B', toRevision: 'C', disposition: 'USE_UP' },
  plants: [{ plant: 'P100', effectiveFrom: '2026-04-06T00:00:00', ready: true }],
  definitions: [definition('bom')],
  ...differing,
});

const zones = { P100: 'America/Chicago' };
const orders = [
  { orderNo: '1000123', bomRevision: 'B', released: true, scheduledStart: '2026-04-01T06:00:00Z' },
  { orderNo: '1000124', bomRevision: 'B', released: true, scheduledStart: '2026-04-02T06:00:00Z' },
];
const pumps = [{ location: 'FG', status: 'UNRESTRICTED' as const, quantity: { value: '340', uom: 'EA' } }];

describe('what is forbidden', () => {
  test.each(['baseUom', 'lotControl', 'serialControl', 'valuationClass', 'itemType'])(
    '%s with stock, or with an open order, and not without both',
    (name) => {
      const controlled = change({ definitions: [definition('lot-rule', name), definition('bom')] });
      const refused = (stock: typeof pumps, open: typeof orders) =>
        forbiddenIn(controlled, [impactOf('P100', stock, open)]).map(({ entity }) => entity);
      expect(refused(pumps, [])).toEqual(['lot-rule']);
      expect(refused([], orders)).toEqual(['lot-rule']);
      expect(refused([], [])).toEqual([]);
    },
  );

  test('names the field, the stock and the orders', () => {
    const impacts = [impactOf('P100', pumps, orders)];
    const text = forbiddenText([definition('lot-rule', 'serialControl')], impacts);
    expect(text).toBe('serialControl A → B at FG-1000; P100 has 340 EA and orders 1000123, 1000124');
  });
});

describe('whether a person must agree', () => {
  const HOUR = 3_600_000;
  const at = Date.parse('2026-04-06T05:00:00Z');
  const needed = (differing: Partial<EngineeringChange>, hoursBefore: number) =>
    approvalNeeded(change(differing), zones, { now: at - hoursBefore * HOUR, noticeMs: 48 * HOUR });

  test.each([
    ['nothing stands against it', {}, 48, 0, false],
    ['it starts in less than two days of the plant’s time', {}, 47.99, 1, false],
    ['it breaks something', { definitions: [definition('uom', 'baseUom')] }, 100, 1, false],
    ['nothing is said of stock', { disposition: undefined }, 100, 1, true],
  ])('%s', (_, differing, hours, reasons, lacks) => {
    const { disposition = 'none', ...rest } = differing as Partial<EngineeringChange>;
    const given = 'disposition' in differing && disposition === 'none' ? withoutDisposition() : rest;
    const need = needed(given, hours);
    expect(need.reasons).toHaveLength(reasons);
    expect(need.lacksDisposition).toBe(lacks);
  });

  function withoutDisposition(): Partial<EngineeringChange> {
    return { disposition: undefined } as unknown as Partial<EngineeringChange>;
  }
});

test('each system is sent what it works by, each definition after all that it depends on', () => {
  const all = (['routing', 'pack', 'bom', 'lot-rule', 'item', 'uom'] as const).map((entity) => definition(entity));
  const sent = (kind: 'mes' | 'wms') => definitionsFor(kind, all).map(({ entity }) => entity);
  expect(sent('mes')).toEqual(['uom', 'item', 'lot-rule', 'bom', 'routing']);
  expect(sent('wms')).toEqual(['uom', 'item', 'lot-rule', 'pack']);
});

test('what a system has is compared by version and hash', () => {
  const sent = [definition('bom')];
  const stands = { entity: 'bom', id: 'FG-1000', version: 'C', hash: 'hash of bom' } as const;
  expect(differences(sent, [stands])).toEqual([]);
  expect(differences(sent, [{ ...stands, hash: 'other' }])).toEqual(['bom FG-1000 C has another content']);
  expect(differences(sent, [{ ...stands, version: 'B' }])).toEqual(['bom FG-1000 C is missing']);
});

describe('how it stands', () => {
  const target = (standing: Target['standing']): Target => ({ plant: 'P100', system: 'MES', version: 1, standing });

  test('a plant is ready with all of its systems and its ERP, and not before', () => {
    expect(isStaged(true, [target('ACKNOWLEDGED'), target('ACKNOWLEDGED')])).toBe(true);
    expect(isStaged(false, [target('ACKNOWLEDGED')])).toBe(false);
    for (const standing of ['OPEN', 'REJECTED', 'STALE'] as const)
      expect(isStaged(true, [target('ACKNOWLEDGED'), target(standing)])).toBe(false);
  });

  test.each([
    [['DISTRIBUTING'], ['OPEN'], 'DISTRIBUTING'],
    [['DISTRIBUTING'], ['OPEN', 'ACKNOWLEDGED'], 'PARTIALLY_ACKED'],
    [['WAITING', 'DISTRIBUTING'], ['ACKNOWLEDGED', 'REJECTED'], 'REJECTED_BY_TARGET'],
    [['USING_UP'], ['ACKNOWLEDGED'], 'STAGED'],
    [['WAITING', 'STALE'], ['ACKNOWLEDGED', 'STALE'], 'AWAITING_EFFECTIVITY'],
    [['ACTIVATING', 'ACTIVE'], ['ACTIVE'], 'ACTIVATING'],
    [['ACTIVE', 'DISTRIBUTING'], ['ACTIVE', 'REJECTED'], 'PARTIALLY_ACTIVE'],
    [['ACTIVE', 'ACTIVE'], ['ACTIVE'], 'ACTIVE'],
  ] as const)('plants %j with systems %j: %s', (plants, standings, state) => {
    expect(stateOf(plants, standings.map(target))).toBe(state);
  });

  test('it ends in use, in use in part, or nowhere', () => {
    expect(endOf(['ACTIVE', 'ACTIVE'])).toBe('ESTABLISHED');
    expect(endOf(['ACTIVE', 'STALE'])).toBe('PARTIALLY_ESTABLISHED');
    expect(endOf(['STALE'])).toBe('STALE');
  });
});

test('how urgent a plant’s lack is follows from the first order that waits', () => {
  const first = Date.parse('2026-04-01T06:00:00Z');
  const HOUR = 3_600_000;
  expect(severityLeftBehind(orders, first - 7 * HOUR)).toBe('SEV2');
  expect(severityLeftBehind(orders, first - 71 * HOUR)).toBe('SEV3');
  expect(severityLeftBehind(orders, first - 72 * HOUR)).toBe('SEV4');
  expect(severityLeftBehind([], first)).toBe('SEV4');
});

test.each([
  [{}, undefined],
  [{ status: 'DRAFT' }, 'it is draft, not released'],
  [{ definitions: [] }, 'it changes nothing'],
  [{ plants: [] }, 'it is for no plant'],
  [{ plants: [{ plant: 'P900', effectiveFrom: '2026-04-06T00:00:00', ready: true }] }, 'it is for plant P900'],
  [{ plants: [{ plant: 'P100', effectiveFrom: 'soon', ready: true }] }, 'soon is not a time'],
] as const)('%j cannot be carried out: %s', (differing, why) => {
  const found = cannotCarryOut(change(differing as unknown as Partial<EngineeringChange>), zones);
  if (why === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(why);
});

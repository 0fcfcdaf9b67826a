import { describe, expect, test } from 'vitest';
import type { ProductionOrder } from '../../contracts/entities/production-order.js';
import { changeOf, setToReported, type Standing } from '../../decisions/order-change.js';
import { stagedInAll, stagingOf } from '../../decisions/leftover.js';
import { underDelivered } from '../../decisions/tolerance.js';
import { component, pumps } from './samples.js';

const none = { yield: '0', scrap: '0', rework: '0' };
const waiting: Standing = { reported: none, hasStarted: false, hasReports: false, isComplete: false };
const started: Standing = { ...waiting, hasStarted: true };
/** 330 of 500 are reported. */
const running: Standing = { ...started, hasReports: true, reported: { yield: '320', scrap: '6', rework: '4' } };
const complete: Standing = { ...running, isComplete: true };

const before = pumps();
const pieces = (value: string): Partial<ProductionOrder> => ({ quantity: { value, uom: 'EA' } });
const changed = (more: Partial<ProductionOrder>): ProductionOrder => pumps({ sourceVersion: '2', ...more });
const verdict = (more: Partial<ProductionOrder>, standing: Standing) =>
  changeOf(before, before, changed(more), standing);

describe('a change of an order that the MES has', () => {
  test.each([
    ['a version in which nothing differs', {}, running, { what: 'nothing' }],
    ['the same quantity, written otherwise', pieces('500.000'), running, { what: 'nothing' }],
    ['more', pieces('650'), running, { what: 'send', recipeChanged: false }],
    ['less, down to what is reported', pieces('330'), running, { what: 'send', recipeChanged: false }],
    ['less than what is reported', pieces('329'), running, { decision: 'quantity below reported' }],
    ['less, with nothing reported', pieces('1'), started, { what: 'send', recipeChanged: false }],
    ['a later end', { scheduledEnd: '2027-03-20T12:00:00Z' }, running, { what: 'send', recipeChanged: false }],
    ['a later start before it has started', { scheduledStart: '2027-03-10T18:00:00Z' }, waiting, { what: 'send' }],
    ['a later start once it has started', { scheduledStart: '2027-03-10T18:00:00Z' }, started, { what: 'nothing' }],
    ['another BOM before the first issue', { bomRevision: 'C' }, started, { what: 'send', recipeChanged: true }],
    ['another BOM after the first issue', { bomRevision: 'C' }, running, { code: 'B-RECIPE-CHANGED' }],
    ['another routing after the first issue', { routingVersion: '5' }, running, { code: 'B-RECIPE-CHANGED' }],
    [
      'another component after the first issue',
      { components: [component('0001', 'RM-11', '500', 'EA')] },
      running,
      { code: 'B-RECIPE-CHANGED' },
    ],
    ['an order that is closed in the ERP', { status: 'CLOSED' }, running, { code: 'B-ORDER-CLOSED' }],
    ['more, when all is reported complete', pieces('650'), complete, { code: 'B-CHANGE-TOO-LATE' }],
    ['less, when all is reported complete', pieces('330'), complete, { what: 'take' }],
    ['too little, when all is reported complete', pieces('329'), complete, { code: 'B-CHANGE-TOO-LATE' }],
  ] as const)('%s', (_, more, standing, expected) => {
    expect(verdict(more as Partial<ProductionOrder>, standing)).toMatchObject(expected);
  });

  test('what was decided against is not asked again, until it differs once more', () => {
    const refused = changed(pieces('300'));
    const touched = { ...refused, sourceVersion: '3' };
    expect(changeOf(before, refused, touched, running)).toEqual({ what: 'nothing' });
    expect(changeOf(before, refused, { ...touched, ...pieces('310') }, running)).toMatchObject({ what: 'ask' });
    expect(changeOf(before, refused, { ...touched, ...pieces('500') }, running)).toEqual({ what: 'nothing' });
  });

  test('an order that the ERP does not know any more is a question, too', () => {
    expect(changeOf(before, before, null, running)).toMatchObject({ code: 'C-ORDER-INVALID' });
  });
});

test('set to what is reported, an order is made as it was begun, and its parts shrink with it', () => {
  const fixed = pumps({
    components: [
      component('0001', 'RM-10', '500', 'EA'),
      component('0002', 'RM-50', '2', 'L', { fixedQuantity: true }),
    ],
  });
  const set = setToReported(fixed, changed({ ...pieces('300'), bomRevision: 'C' }), running.reported);
  expect(set).toMatchObject({ sourceVersion: '2', quantity: { value: '330', uom: 'EA' }, bomRevision: 'B' });
  expect(set.components.map((one) => one.quantity.value)).toEqual(['330', '2']);
});

test('less of a component leaves what was brought where it is; more adds to it', () => {
  const quantities = (factor: number) =>
    stagingOf(pumps({ components: [component('0001', 'RM-10', String(factor), 'EA')] }));
  const inAll = stagedInAll(stagedInAll(quantities(500), quantities(300)), quantities(400));
  expect(inAll.map((one) => one.quantity.value)).toEqual(['500']);
  expect(stagedInAll(inAll, quantities(650)).map((one) => one.quantity.value)).toEqual(['650']);
  expect(stagedInAll(inAll, []).map((one) => one.quantity.value)).toEqual(['500']);
});

test.each([
  ['480', '5', undefined],
  ['475', '5', undefined],
  ['474', '5', '26 of 500 EA are open; 25 may be'],
  ['499', '0', '1 of 500 EA are open; 0 may be'],
  ['510', '0', undefined],
])('%s of 500 made, with %s per cent to spare', (made, percent, text) => {
  expect(underDelivered({ value: '500', uom: 'EA' }, { ...none, yield: made }, percent)).toBe(text);
});

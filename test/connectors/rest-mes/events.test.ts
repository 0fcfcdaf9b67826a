import { describe, expect, it } from 'vitest';
import restMes from '../../../connectors/rest-mes/index.js';
import { ConnectorError } from '../../../contracts/errors.js';
import { eventSchemas } from '../../../contracts/events.schema.js';

const config = restMes.config.parse({ url: 'http://127.0.0.1:1', token: 'practice' });
const translate = (type: string, data: unknown, valueMap?: unknown) =>
  restMes.translate?.(
    { type, data, plant: 'P100' },
    valueMap ? restMes.config.parse({ url: 'http://127.0.0.1:1', token: 'practice', valueMap }) : config,
  );

const confirmation = {
  confirmationId: 'MES-P100-88123',
  orderNo: '1000123',
  operation: '0040',
  kind: 'PARTIAL',
  yield: { value: '100', uom: 'EA' },
  scrap: { value: '4', uom: 'EA', reason: 'DIM' },
  rework: { value: '0', uom: 'EA' },
  outputs: [{ item: 'FG-1000', role: 'MAIN', lot: 'L-31', qty: { value: '100', uom: 'EA' } }],
  consumption: [{ item: 'RM-10', lot: 'L-778', mode: 'ACTUAL', qty: { value: '104', uom: 'EA' } }],
};

function refusalOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof ConnectorError) return error.trouble;
    throw error;
  }
  throw new Error('it was understood');
}

describe('an event of the MES', () => {
  it.each([
    ['OrderAccepted', { orderNo: '1000123', version: '1' }],
    ['OrderRejected', { orderNo: '1000123', version: '1', code: 'NO_CAPACITY', text: 'nobody is there' }],
    ['OrderStarted', { orderNo: '1000123' }],
    ['OrderCompleted', { orderNo: '1000123', confirmations: 3 }],
    ['MasterAcknowledged', { entity: 'routing', id: 'FG-1000', version: '4' }],
    [
      'ReplenishmentRequested',
      { orderNo: '1000123', signalNo: 'KB-1', item: 'RM-20', quantity: { value: '50', uom: 'EA' }, location: 'LINE' },
    ],
    ['OperationConfirmed', confirmation],
  ] as const)('%s is understood', (type, data) => {
    expect(translate(type, data)).toEqual({ type, plant: 'P100', data });
    expect(eventSchemas[type].parse(translate(type, data)?.data)).toEqual(data);
  });

  it.each(['Heartbeat', 'OrderHeld', 'constructor', '__proto__'])('%s is not for us', (type) => {
    expect(translate(type, { orderNo: '1000123' })).toBeUndefined();
  });

  it('may have more than was agreed, and null for what it has not', () => {
    const more = {
      ...confirmation,
      equipment: 'M-7',
      outputs: [{ ...confirmation.outputs[0], lot: null, grade: 'A' }],
      scrap: { ...confirmation.scrap, reason: null },
      consumption: null,
    };
    expect(eventSchemas.OperationConfirmed.parse(translate('OperationConfirmed', more)?.data)).toEqual({
      ...confirmation,
      outputs: [{ item: 'FG-1000', role: 'MAIN', qty: { value: '100', uom: 'EA' } }],
      scrap: { value: '4', uom: 'EA' },
      consumption: [],
    });
  });

  it('keeps its place in the order’s sequence, and labour and machine times', () => {
    const activities = [{ type: 'LABOR', duration: { value: '30', uom: 'MIN' } }];
    expect(translate('OperationConfirmed', { ...confirmation, seq: 17, activities })?.data).toEqual({
      ...confirmation,
      sequence: 17,
      activities,
    });
  });

  it('with a place that is no number says so', () => {
    const data = translate('OperationConfirmed', { ...confirmation, seq: 'XVII' })?.data;
    expect(eventSchemas.OperationConfirmed.safeParse(data).error?.issues[0]?.path).toEqual(['sequence']);
  });

  it('is not lost for a reason that is too long', () => {
    const data = { orderNo: '1000123', code: 'X', text: 'no '.repeat(200) };
    expect(eventSchemas.OrderRejected.safeParse(translate('OrderRejected', data)?.data).success).toBe(true);
  });

  it('without a quantity is left to the schema, which names it', () => {
    const { yield: _, ...rest } = confirmation;
    const issues = eventSchemas.OperationConfirmed.safeParse(translate('OperationConfirmed', rest)?.data).error?.issues;
    expect(issues?.map(({ path }) => path)).toEqual([['yield']]);
  });

  it.each([
    ['kind', { ...confirmation, kind: 'TEIL' }, '/data/kind'],
    [
      'role',
      { ...confirmation, outputs: [confirmation.outputs[0], { ...confirmation.outputs[0], role: 'TEIL' }] },
      '/data/outputs/1/role',
    ],
    [
      'mode',
      { ...confirmation, consumption: [{ ...confirmation.consumption[0], mode: 'TEIL' }] },
      '/data/consumption/0/mode',
    ],
  ])('with a %s that nobody knows says where it is', (_, data, pointer) => {
    const refusal = refusalOf(() => translate('OperationConfirmed', data));
    expect(refusal).toMatchObject({ code: 'C-ENUM-UNKNOWN', applied: 'no', subjects: [pointer] });
    expect(refusal.text).toContain(pointer);
    expect(refusal.text).toContain('TEIL');
  });

  it('with a word of this MES is understood by its mapping', () => {
    const valueMap = { kind: { TEIL: 'PARTIAL' }, role: { HAUPT: 'MAIN' }, mode: { IST: 'ACTUAL' } };
    const data = {
      ...confirmation,
      kind: 'TEIL',
      outputs: [{ ...confirmation.outputs[0], role: 'HAUPT' }],
      consumption: [{ ...confirmation.consumption[0], mode: 'IST' }],
    };
    expect(translate('OperationConfirmed', data, valueMap)?.data).toEqual(confirmation);
  });

  it('is not mapped to a word that is none of ours', () => {
    expect(
      restMes.config.safeParse({ url: 'http://127.0.0.1:1', token: 't', valueMap: { kind: { TEIL: 'PART' } } }).success,
    ).toBe(false);
  });

  it.each([
    ['no object', 'OrderAccepted', 'text', '/data'],
    ['a list', 'OrderAccepted', [], '/data'],
    ['a quantity that is a number', 'OperationConfirmed', { ...confirmation, yield: 100 }, '/data/yield'],
    ['outputs that are no list', 'OperationConfirmed', { ...confirmation, outputs: {} }, '/data/outputs'],
    ['a line that is no object', 'OperationConfirmed', { ...confirmation, outputs: ['x'] }, '/data/outputs/0'],
    ['lines without an end', 'OperationConfirmed', { ...confirmation, outputs: Array(501).fill({}) }, '/data/outputs'],
  ])('with %s says where it is', (_, type, data, pointer) => {
    expect(refusalOf(() => translate(type, data))).toMatchObject({ code: 'C-SCHEMA', subjects: [pointer] });
  });
});

import { describe, expect, it, vi } from 'vitest';
import { sapTrouble } from '../../../connectors/sap-s4/errors.js';
import type { HttpReply } from '../../../connectors/http.js';
import type { ErrorCode } from '../../../contracts/errors.js';
import { confirmation, connectTo, goodsMovement, seededPlant, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

type Detail = [code: string, message: string, severity?: string];

const replyOf = (
  status: number,
  [code, message]: Detail,
  details: Detail[] = [],
  headers: Record<string, string> = {},
): HttpReply => ({
  status,
  headers,
  cookies: [],
  text: 'raw',
  json: {
    error: {
      code,
      message: { lang: 'en', value: message },
      innererror: {
        transactionid: 'EAB1',
        errordetails: details.map(([detail, text, severity = 'error']) => ({ code: detail, message: text, severity })),
      },
    },
  },
});

const write = { system: 'SAP', write: true };

describe('what an error of SAP means', () => {
  it.each<[string, number, Detail, Detail[], ErrorCode]>([
    ['stock is short', 400, ['M7/021', 'Deficit of SL Unrestricted-use 58 EA : RM-20 P100 LINE'], [], 'B-STOCK-SHORT'],
    ['more comes than was ordered', 400, ['M7/022', 'Exceeded by 20 EA : RM-10 P100 0001'], [], 'B-RCV-OVER'],
    [
      'somebody has the purchase order open',
      400,
      ['ME006', 'User MUELLER already processing purchase order 4500000001'],
      [],
      'T-LOCK',
    ],
    ['the period is closed', 400, ['M7/053', 'Posting only possible in periods 2026/03'], [], 'B-REJECTED'],
    [
      'a material is locked',
      400,
      ['M3/897', 'The plant data of material RM-20 is locked by user MUELLER'],
      [],
      'T-LOCK',
    ],
    [
      'an object is locked, under a code nobody listed',
      400,
      ['ZX/001', 'Order 1000123 is already being processed by MUELLER'],
      [],
      'T-LOCK',
    ],
    ['the order is closed', 400, ['RU/494', 'Order 1000123 is closed'], [], 'B-ORDER-CLOSED'],
    [
      'the order is technically complete',
      400,
      ['CO/469', 'Order 1000123 is technically completed'],
      [],
      'B-ORDER-CLOSED',
    ],
    ['the code is unknown', 400, ['ZPP/123', 'Not on Fridays'], [], 'B-REJECTED'],
    [
      'the heading hides the reason',
      400,
      ['MM_IM_ODATA_API_MDOC/014', 'Processing failed'],
      [['M7021', 'Deficit : RM-20']],
      'B-STOCK-SHORT',
    ],
    [
      'a lock stands among other reasons',
      400,
      ['M7/021', 'Deficit'],
      [
        ['M3/897', 'locked'],
        ['M7/053', 'period'],
      ],
      'T-LOCK',
    ],
    ['the reason comes with a server error', 500, ['RU/494', 'Order 1000123 is closed'], [], 'B-ORDER-CLOSED'],
    [
      'only a warning has a known code',
      400,
      ['ZPP/123', 'Not on Fridays'],
      [['M7/021', 'Deficit', 'warning']],
      'B-REJECTED',
    ],
    ['the object is not there', 404, ['CO/017', 'Order 999 not found'], [], 'B-REJECTED'],
    ['the service is not there', 403, ['/IWFND/MED/170', 'No service found'], [], 'P-ENDPOINT'],
    ['somebody changed it meanwhile', 412, ['/IWBEP/CM_MGW_RT/225', 'Precondition failed'], [], 'T-LOCK'],
    ['our user may not', 403, ['ZPP/003', 'No authorization for plant P100'], [], 'P-AUTHZ'],
  ])('%s', (_, status, error, details, code) => {
    expect(sapTrouble(write, replyOf(status, error, details), {})).toMatchObject({
      code,
      applied: 'no',
      upstream: { status, transactionId: 'EAB1' },
    });
  });

  it('is doubt when a server error comes without a known reason', () => {
    const trouble = sapTrouble(write, replyOf(500, ['SY/530', 'Short dump']), {});
    expect(trouble).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe', upstream: { code: 'SY/530' } });
    expect(sapTrouble({ system: 'SAP', write: false }, replyOf(500, ['SY/530', 'Short dump']), {})).toMatchObject({
      code: 'T-UNAVAILABLE',
      applied: 'no',
    });
  });

  it('is the customer’s to extend and to override', () => {
    const added = { 'ZPP/123': 'B-ORDER-STATUS', 'M7/053': 'T-LOCK' } as const;
    expect(sapTrouble(write, replyOf(400, ['ZPP/123', 'Not on Fridays']), added).code).toBe('B-ORDER-STATUS');
    expect(sapTrouble(write, replyOf(400, ['M7/053', 'Period']), added).code).toBe('T-LOCK');
  });

  it('keeps SAP’s own words, and bounds them', () => {
    const trouble = sapTrouble(write, replyOf(400, ['ZPP/123', 'x'.repeat(5000)]), {});
    expect(trouble.text.length).toBeLessThan(600);
    expect(trouble.upstream?.text).toHaveLength(500);
  });

  it('finds the lines by material without its padding, and by batch', () => {
    const line = { type: 'GI_PRODUCTION', location: 'LINE', quantity: { value: '1', uom: 'EA' } } as const;
    const lines = [
      { ...line, line: '1', item: '4711', lot: 'A' },
      { ...line, line: '2', item: '4711', lot: 'B' },
      { ...line, line: '3', item: '4712' },
    ];
    const reply = replyOf(400, ['M7/021', 'Deficit of BA Unrestricted-use 38,798 M : 000000000000004711 P100 LINE B']);
    expect(sapTrouble(write, reply, {}, lines).subjects).toEqual(['2']);
  });
});

describe('the lines that a refusal is about', () => {
  const line = { location: '0001', quantity: { value: '1', uom: 'EA' }, lot: 'A', item: '4711' } as const;
  const lines = [
    { ...line, line: 'receipt', type: 'GR_PURCHASE' },
    { ...line, line: 'free', type: 'GR_FREE', location: '0002' },
    { ...line, line: 'return', type: 'RETURN_SUPPLIER' },
    { ...line, line: 'release', type: 'QUALITY_RELEASE', lot: 'B' },
  ] as const;
  const subjectsOf = (code: string, place: string) =>
    sapTrouble(write, replyOf(400, [code, `Anything 5 EA : ${place}`]), {}, [...lines]).subjects;

  it('are those that bring too much, and of a deficit those that take', () => {
    expect(subjectsOf('M7/022', '000000000000004711 P100 0001')).toEqual(['receipt']);
    expect(subjectsOf('M7/022', '4711 P100')).toEqual(['receipt', 'free']);
    expect(subjectsOf('M7/021', '4711 P100 0001')).toEqual(['return', 'release']);
    expect(subjectsOf('M7/021', '4711 P100 0001 B')).toEqual(['release']);
    expect(subjectsOf('M7/053', '4711 P100 0001')).toBeUndefined();
  });
});

describe('what a refusal of SAP leaves behind', () => {
  it.each([
    [
      { status: 400, code: 'M7/053' },
      { code: 'B-REJECTED', applied: 'no' },
    ],
    [
      { status: 400, code: 'M3/897' },
      { code: 'T-LOCK', applied: 'no' },
    ],
    [
      { status: 429, retryAfterS: 7 },
      { code: 'T-RATE', applied: 'no', retryAfterMs: 7000 },
    ],
    [
      { status: 503, retryAfterS: 30 },
      { code: 'T-UNAVAILABLE', applied: 'no', retryAfterMs: 30_000 },
    ],
    [{ status: 503 }, { code: 'U-IN-DOUBT', applied: 'maybe' }],
    [{ status: 500 }, { code: 'U-IN-DOUBT', applied: 'maybe' }],
  ])('%o: nothing posted, told as %o', async (fault, trouble) => {
    const { plant, erp } = await seededPlant();
    const asked = plant.faults.ask({ kind: 'status', method: 'POST', ...fault });
    expect(await troubleOf(erp.postConfirmation.send(confirmation(), under('key-1')))).toMatchObject(trouble);
    expect(asked.struck).toBe(1);
    expect(plant.ledger().confirmations).toEqual([]);
  });

  it('refuses a confirmation and a movement for a completed order, or one not released', async () => {
    const { plant, erp } = await seededPlant();
    const completion = { plant: 'P100', orderNo: '1000123' };
    await erp.completeTechnically.send(completion, under('key-0'));
    expect(await troubleOf(erp.postConfirmation.send(confirmation(), under('key-1')))).toMatchObject({
      code: 'B-ORDER-CLOSED',
      applied: 'no',
    });
    expect(await troubleOf(erp.postGoodsMovement.send(goodsMovement(), under('key-2')))).toMatchObject({
      code: 'B-ORDER-CLOSED',
    });
    expect(await troubleOf(erp.postConfirmation.send(confirmation({ orderNo: '999' }), under('key-3')))).toMatchObject({
      code: 'B-REJECTED',
    });
    expect(plant.ledger().confirmations).toEqual([]);
  });

  it('tells a wrong password from a refused posting', async () => {
    const { plant } = await seededPlant();
    const erp = connectTo(plant, { password: 'wrong' });
    expect(await troubleOf(erp.postConfirmation.send(confirmation(), under('key-1')))).toMatchObject({
      code: 'T-AUTH',
      applied: 'no',
    });
  });

  it('is doubt when SAP is slower than we wait, and what it posts afterwards is found', async () => {
    const { plant, erp } = await seededPlant();
    plant.faults.ask({ kind: 'late-commit', method: 'POST', path: 'ProdnOrdConf2', delayMs: 2000 });
    const hasty = connectTo(plant, { replyMs: 300 });
    expect(await troubleOf(hasty.postConfirmation.send(confirmation(), under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    await vi.waitFor(() => expect(plant.ledger().confirmations).toHaveLength(1), 10_000);
    expect(await erp.postConfirmation.find(confirmation(), under('key-1'))).not.toBeNull();
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { run } from './command.js';
import { startStubApi } from './stub-api.js';

const api = await startStubApi();
const environment = { HEADRACE_URL: api.url, HEADRACE_KEY: 'key-of-a-planner' };
const at = '2026-03-10T20:05:00Z';
const pieces = (value: string) => ({ value, uom: 'EA' });

beforeEach(() => api.reset());

describe('show', () => {
  it('shows stock as each of its owners has it', async () => {
    const book = { balances: [{ location: '0001', status: 'UNRESTRICTED', quantity: pieces('500') }] };
    const physical = [{ location: '0001', status: 'UNRESTRICTED', quantity: pieces('480') }];
    const body = {
      plant: 'P100',
      item: 'FG-1000',
      book: { owner: 'SAP', at, data: { ...book, value: { amount: '60000.00', currency: 'USD' } } },
      physical: { owner: 'WMS-RDC1', at, data: physical },
    };
    api.on('GET', '/v1/inventory/FG-1000', { body });
    const { code, stdout } = await run(['show', 'inventory', 'FG-1000', '--plant', 'P100'], environment);
    expect(code).toBe(0);
    expect(stdout).toMatch(/book +SAP.*\n +value +60000\.00 USD\n/);
    expect(stdout).toMatch(/physical +WMS-RDC1[^]*0001 +UNRESTRICTED +480 EA/);
    expect(api.received[0]?.path).toBe('/v1/inventory/FG-1000?plant=P100');
  });

  it('shows the rest where one system says nothing, and fails', async () => {
    const problem = { code: 'SYSTEM_HELD', title: 'held', detail: 'WMS-RDC1 is on hold', retryable: true };
    const body = {
      plant: 'P100',
      deliveryNo: '80001',
      delivery: { owner: 'SAP', at, data: { deliveryNo: '80001', lines: [{ line: '10', picked: pieces('20') }] } },
      warehouse: { owner: 'WMS-RDC1', at, problem },
      transport: { owner: 'TMS', at, data: null },
    };
    api.on('GET', '/v1/shipments/80001', { body });
    const { code, stdout } = await run(['show', 'shipment', '80001', '--plant', 'P100'], environment);
    expect(code).toBe(1);
    expect(stdout).toMatch(/10 +20 EA/);
    expect(stdout).toContain('SYSTEM_HELD WMS-RDC1 is on hold');
    expect(stdout).toContain('TMS has no such thing');
  });

  it('asks for a sales order where a company is named, and prints JSON alone if told to', async () => {
    const body = { orderNo: '200045', order: { owner: 'SAP', at, data: null } };
    api.on('GET', '/v1/orders/200045', { body });
    const { stdout } = await run(['show', 'order', '200045', '--company', '1000', '--json'], environment);
    expect(JSON.parse(stdout)).toEqual(body);
    await run(['show', 'order', '200045', '--plant', 'P100'], environment);
    expect(api.received.map(({ path }) => path)).toEqual([
      '/v1/orders/200045?kind=sales&company=1000',
      '/v1/orders/200045?plant=P100',
    ]);
  });

  it('is wrong usage without a plant, and says when nobody can tell', async () => {
    expect((await run(['show', 'item', 'FG-1000'], environment)).code).toBe(2);
    expect(api.received).toEqual([]);
    const detail = 'T-UNAVAILABLE SAP: no connection';
    api.on('GET', '/v1/items/FG-1000', { status: 503, body: { status: 503, code: 'SYSTEMS_UNAVAILABLE', detail } });
    const { code, stderr } = await run(['show', 'item', 'FG-1000', '--plant', 'P100'], environment);
    expect(code).toBe(3);
    expect(stderr).toContain(detail);
  });
});

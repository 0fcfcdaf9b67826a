import { beforeEach, describe, expect, it } from 'vitest';
import { argumentsOf, run } from './command.js';
import { DELIVERY, listed, rejection, RUN, SALES_ORDER, salesOrder, stuckDelivery, stuckRun } from './runs.js';
import { startStubApi } from './stub-api.js';

const api = await startStubApi();
const environment = { HEADRACE_URL: api.url, HEADRACE_KEY: 'key-of-a-planner-1' };

beforeEach(() => api.reset());

describe('runs show', () => {
  it('says what happened, what it holds up, who decides and what may be done', async () => {
    api.on('GET', `/v1/runs/${RUN}`, { body: stuckRun() });
    const { code, stdout } = await run(['runs', 'show', RUN], environment);
    expect(code).toBe(0);
    for (const words of [
      'MES_REJECTED',
      'the MES does not take the order',
      'B-MES-REJECTED  The MES rejected the order',
      'Work center TEST-01 is locked for a tool change',
      'MES-P200 WORKCENTER_LOCKED',
      'order 2000202, 200 EA, planned output of 24000.00 USD',
      'planner of P200, SEV3, by',
      'send the order to the MES again',
      'MES-P200 mes order 2000202',
      'told: OrderRejected',
    ]) {
      expect(stdout).toContain(words);
    }
  });

  it('prints for every allowed action a command that does it', async () => {
    api.on('GET', `/v1/runs/${RUN}`, { body: stuckRun() });
    const { stdout } = await run(['runs', 'show', RUN], environment);
    const commands = stdout.split('\n').filter((line) => line.trim().startsWith('headrace act'));
    const wanted = ['decide', 'retry', 'reassign', 'hold', 'cancel'];
    expect(commands.map((command) => argumentsOf(command)[2])).toEqual(wanted);
    api.on('GET', `/v1/runs/${RUN}/cancel-plan`, { body: { undone: [], kept: [] } });
    for (const command of commands.slice(0, 4)) {
      api.received.length = 0;
      await run([...argumentsOf(command), '--wait', '0'], environment);
      const { method, body } = api.received[0] ?? expect.fail(`${command} asked nothing`);
      expect({ method, body }).toMatchObject({ method: 'POST', body: { action: argumentsOf(command)[2] } });
    }
  });

  it('names the exception in its commands where the run has several', async () => {
    const other = { ...rejection, id: 'report 2000202-1' };
    api.on('GET', `/v1/runs/${RUN}`, { body: stuckRun({ exceptions: [rejection, other], exceptionCount: 2 }) });
    const { stdout } = await run(['runs', 'show', RUN], environment);
    expect(stdout).toContain("retry --exception 'MES answer' --reason");
    expect(stdout).toContain("retry --exception 'report 2000202-1' --reason");
  });

  it('does not let the text of another system move the cursor or colour the screen', async () => {
    const text = 'before\u001B[2J\u001B[31mafter\u0007\nnext';
    api.on('GET', `/v1/runs/${RUN}`, { body: stuckRun({ exceptions: [{ ...rejection, text }] }) });
    const { stdout } = await run(['runs', 'show', RUN], environment);
    expect(stdout).toContain('before[2J[31mafter next');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F]/);
  });

  it('says when it shows only what is remembered, and when no worker is there', async () => {
    const freshness = { source: 'store' as const, at: '2026-03-10T12:05:00.000Z', stale: true };
    const workers = { processes: 0, note: 'No worker serves the processes.' };
    api.on('GET', `/v1/runs/${RUN}`, { body: stuckRun({ freshness, workers }) });
    const { stdout } = await run(['runs', 'show', RUN], environment);
    expect(stdout).toContain('Temporal does not answer: this is what is remembered');
    expect(stdout).toContain('No worker serves the processes.');
  });

  it('finds the run that needs somebody by the order’s number', async () => {
    const postings = stuckRun({ runId: RUN.replace('order-to-production', 'production-to-inventory'), exceptions: [] });
    api.on('GET', '/v1/runs', { body: { runs: [listed(postings), listed(stuckRun())] } });
    api.on('GET', `/v1/runs/${RUN}`, { body: stuckRun() });
    const { code, stdout, stderr } = await run(['runs', 'show', '0002000202'], environment);
    expect(code).toBe(0);
    expect(stdout).toContain(RUN);
    expect(stderr).toContain('headrace runs show production-to-inventory/1000/P200/2000202');
    expect(api.received[0]?.path).toContain('q=0002000202');
  });

  it('asks which one, when a number belongs to orders of two plants', async () => {
    const elsewhere = stuckRun({ runId: RUN.replace('P200', 'P100'), plant: 'P100' });
    api.on('GET', '/v1/runs', { body: { runs: [listed(stuckRun()), listed(elsewhere)] } });
    const { code, stderr } = await run(['runs', 'show', '2000202'], environment);
    expect(code).toBe(1);
    expect(stderr).toContain(`headrace runs show ${RUN}`);
    expect(stderr).toContain(`headrace runs show ${RUN.replace('P200', 'P100')}`);
  });
});

describe('runs show of a shipment', () => {
  it('says how far goods and freight are, what is at stake, and which order it belongs with', async () => {
    api.on('GET', `/v1/runs/${DELIVERY}`, { body: stuckDelivery() });
    const { code, stdout } = await run(['runs', 'show', DELIVERY], environment);
    expect(code).toBe(0);
    for (const words of [
      'ready, and no carrier: a person decides',
      '0 of 30 EA shipped, 30 picked',
      'Freight: tendered, load L-7 with CARRIER-B for 420.00 EUR, round 2',
      'revenue at risk of 1500.00 EUR',
      'logistics of P100',
      'take the carrier at this price',
      `headrace runs show ${SALES_ORDER}`,
      'TMS load L-7',
      'freight planned, load L-7',
      'may not be billed yet: proof of delivery',
      'on board at Rotterdam',
    ]) {
      expect(stdout).toContain(words);
    }
  });

  it('says who decides where an order spans plants', async () => {
    const exception = { ...rejection, owner: 'planner' as const };
    api.on('GET', `/v1/runs/${SALES_ORDER}`, { body: salesOrder({ exceptions: [exception], exceptionCount: 1 }) });
    const { stdout } = await run(['runs', 'show', SALES_ORDER], environment);
    expect(stdout).toContain('planner of company 1000');
    expect(stdout).toContain(`headrace runs show ${DELIVERY}`);
  });

  it('says of each choice what it means in its own decision', async () => {
    const asked = { id: 'billing', choices: ['ACCEPT'] };
    const exceptions = [{ ...rejection, ...asked }];
    api.on('GET', `/v1/runs/${DELIVERY}`, { body: stuckDelivery({ exceptions }) });
    const { stdout } = await run(['runs', 'show', DELIVERY], environment);
    expect(stdout).toContain('the amount is right as the ERP has it');
    expect(stdout).not.toContain('what has left counts');
  });

  it('finds the order by its number though its deliveries have that number too', async () => {
    api.on('GET', '/v1/runs', { body: { runs: [listed(stuckDelivery()), listed(salesOrder())] } });
    api.on('GET', `/v1/runs/${SALES_ORDER}`, { body: salesOrder() });
    const { code, stdout } = await run(['runs', 'show', '0000200045'], environment);
    expect(code).toBe(0);
    expect(stdout).toContain(`${SALES_ORDER}  PARTIALLY_SHIPPED`);
  });
});

describe('runs list', () => {
  it('shows how far shipments are', async () => {
    api.on('GET', '/v1/runs', { body: { runs: [listed(salesOrder())] } });
    const { stdout } = await run(['runs', 'list'], environment);
    expect(stdout).toMatch(/200045 +- .*PARTIALLY_SHIPPED +WAITING .*20 of 50 EA shipped, 30 picked/);
  });

  it('shows what waits for a person, and the next command', async () => {
    api.on('GET', '/v1/runs', { body: { runs: [listed(stuckRun())], next: 'abc' } });
    const { code, stdout, stderr } = await run(['runs', 'list', '--stuck', '--plant', 'P200'], environment);
    expect(code).toBe(0);
    expect(stdout).toMatch(/2000202 +P200 .*MES_REJECTED +EXCEPTION .*planner: B-MES-REJECTED/);
    expect(stderr).toContain(`headrace runs show ${RUN}`);
    expect(stderr).toContain('--cursor abc');
    const { searchParams } = new URL(api.received[0]?.path ?? '', api.url);
    expect(Object.fromEntries(searchParams)).toEqual({ condition: 'EXCEPTION', sort: 'dueAt', plant: 'P200' });
  });

  it('prints with --json what the API said, and nothing else', async () => {
    const page = { runs: [listed(stuckRun())] };
    api.on('GET', '/v1/runs', { body: page });
    const { stdout } = await run(['runs', '--json'], environment);
    expect(JSON.parse(stdout)).toEqual(page);
  });

  it('says so when there is none', async () => {
    api.on('GET', '/v1/runs', { body: { runs: [] } });
    expect(await run(['runs'], environment)).toMatchObject({ code: 0, stdout: 'No run.\n' });
  });
});

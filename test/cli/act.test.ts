import { beforeEach, describe, expect, it } from 'vitest';
import { argumentsOf, run } from './command.js';
import { RUN, stuckRun } from './runs.js';
import { startStubApi } from './stub-api.js';

const api = await startStubApi();
const environment = { HEADRACE_URL: api.url, HEADRACE_KEY: 'key-of-a-planner-1' };
const decide = ['act', RUN, 'decide', '--choice', 'SEND_AGAIN', '--reason', 'CAUSE_GONE', '--text', 'over'];
const taken = { status: 202, body: { actionId: 'any', revision: 8 } };

/** However the action is named: the command names it. */
function outcomes(...states: { state: string; text?: string }[]): void {
  api.on('POST', `/v1/runs/${RUN}/actions`, taken);
  api.on('GET', `/v1/runs/${RUN}`, { body: stuckRun({ state: 'AWAITING_ACK', condition: 'WAITING', exceptions: [] }) });
  api.anyAction(...states.map((body) => ({ body })));
}

beforeEach(() => api.reset());

describe('act', () => {
  it('waits until the run has tried, and says how it ended and where the run is now', async () => {
    outcomes({ state: 'accepted' }, { state: 'accepted' }, { state: 'done', text: 'decided: SEND_AGAIN' });
    const { code, stdout } = await run(decide, environment);
    expect(code).toBe(0);
    expect(stdout).toBe(`done: decided: SEND_AGAIN\n${RUN} is AWAITING_ACK, WAITING\n`);
    expect(api.received[0]).toMatchObject({
      authorization: 'Bearer key-of-a-planner-1',
      body: { action: 'decide', payload: { choice: 'SEND_AGAIN' }, reasonCode: 'CAUSE_GONE', text: 'over' },
    });
  });

  it('fails when the run has tried and failed again', async () => {
    outcomes({ state: 'failed-again', text: 'B-MES-REJECTED still locked' });
    const { code, stdout, stderr } = await run(decide, environment);
    expect(code).toBe(1);
    expect(stdout).toContain('failed again: B-MES-REJECTED still locked');
    expect(stderr).toContain(`headrace runs show ${RUN}`);
  });

  it('does not say done while the run has not tried', async () => {
    outcomes({ state: 'accepted' });
    const { code, stdout } = await run([...decide, '--wait', '0'], environment);
    expect(code).toBe(1);
    expect(stdout).toContain('taken; the run has not tried yet');
  });

  it('sends again under the same key when it is not known whether it was taken', async () => {
    outcomes({ state: 'done' });
    const unknown = {
      status: 503,
      body: { status: 503, code: 'OUTCOME_UNKNOWN', detail: 'no answer', retryable: true },
    };
    api.on('POST', `/v1/runs/${RUN}/actions`, unknown, taken);
    expect((await run(decide, environment)).code).toBe(0);
    const keys = api.received.filter(({ method }) => method === 'POST').map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('is refused with the reason, what is allowed and the next command', async () => {
    const problem = {
      status: 409,
      code: 'ACTION_NOT_ALLOWED',
      detail: 'decide is not possible now',
      allowed: ['hold', 'cancel'],
    };
    api.on('POST', `/v1/runs/${RUN}/actions`, { status: 409, body: problem });
    const { code, stdout, stderr } = await run(decide, environment);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('ACTION_NOT_ALLOWED: decide is not possible now');
    expect(stderr).toContain(`headrace runs show ${RUN}; allowed now: hold, cancel`);
    const asJson = await run([...decide, '--json'], environment);
    expect(JSON.parse(asJson.stdout)).toEqual(problem);
    expect(asJson.code).toBe(1);
  });

  it('hands on the exception, the revision and the payload', async () => {
    outcomes({ state: 'done' });
    const more = ['--exception', 'MES answer', '--revision', '7', '--payload', '{"owner":"supervisor"}'];
    await run(['act', RUN, 'reassign', '--reason', 'NIGHT', ...more], environment);
    expect(api.received[0]?.body).toEqual({
      ...{ action: 'reassign', reasonCode: 'NIGHT', text: '', exceptionId: 'MES answer', expectedRevision: 7 },
      payload: { owner: 'supervisor' },
    });
  });

  it('cancels nothing before the plan was seen, and then what the plan says', async () => {
    const plan = {
      ...{ runId: RUN, revision: 7, state: 'MES_REJECTED', allowed: true },
      undone: [{ step: 'dispatch', title: 'take the order back from the MES', class: 'U' }],
      kept: [{ step: 'mark dispatched', title: 'tell the ERP', why: 'the note stays' }],
    };
    api.on('GET', `/v1/runs/${RUN}/cancel-plan`, { body: plan });
    const { code, stdout } = await run(['act', RUN, 'cancel', '--reason', 'NO_DEMAND'], environment);
    expect(code).toBe(1);
    expect(stdout).toContain('Nothing is cancelled yet');
    expect(stdout).toContain('take the order back from the MES');
    expect(stdout).toContain('tell the ERP: the note stays');
    expect(api.received.map(({ method }) => method)).toEqual(['GET']);
    outcomes({ state: 'done' });
    const command = stdout.split('\n').find((line) => line.includes('headrace act')) ?? '';
    expect((await run(argumentsOf(command), environment)).code).toBe(0);
    expect(api.received.find(({ method }) => method === 'POST')?.body).toMatchObject({
      action: 'cancel',
      expectedRevision: 7,
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { HttpReply } from '../../connectors/http.js';
import { problemTrouble } from '../../connectors/rest-problem.js';

const table = { codes: { ORDER_STARTED: 'B-ORDER-STARTED' }, rejected: 'B-MES-REJECTED' } as const;

const reply = (status: number, json: unknown, headers: Record<string, string> = {}): HttpReply => ({
  status,
  headers,
  cookies: [],
  text: JSON.stringify(json),
  json,
});

const problem = (status: number, more: Record<string, unknown> = {}) =>
  reply(status, { type: 'about:blank', title: 'No', status, code: 'SOME', detail: 'because', ...more });

const written = (of: HttpReply) => problemTrouble({ system: 'MES', write: true }, of, table);
const read = (of: HttpReply) => problemTrouble({ system: 'MES', write: false }, of, table);

describe('what a problem says about whether it was carried out', () => {
  it.each([
    [500, 'no', 'no', 'T-UNAVAILABLE'],
    [500, 'unknown', 'maybe', 'U-IN-DOUBT'],
    [500, 'yes', 'maybe', 'U-IN-DOUBT'],
    [500, undefined, 'maybe', 'U-IN-DOUBT'],
    [503, 'no', 'no', 'T-UNAVAILABLE'],
    [503, undefined, 'maybe', 'U-IN-DOUBT'],
    [409, 'no', 'no', 'B-MES-REJECTED'],
    [409, undefined, 'no', 'B-MES-REJECTED'],
    [409, 'unknown', 'maybe', 'U-IN-DOUBT'],
    [422, undefined, 'no', 'B-MES-REJECTED'],
    [400, undefined, 'no', 'C-SCHEMA'],
    [404, undefined, 'no', 'B-MES-REJECTED'],
    [401, undefined, 'no', 'T-AUTH'],
    [403, undefined, 'no', 'P-AUTHZ'],
    [405, undefined, 'no', 'P-ENDPOINT'],
    [423, undefined, 'no', 'T-LOCK'],
    [429, undefined, 'no', 'T-RATE'],
  ])('%i with processed %s leaves a write at "%s" as %s', (status, processed, applied, code) => {
    expect(written(problem(status, processed ? { processed } : {}))).toMatchObject({ applied, code });
  });

  it('does not matter to a read, which has posted nothing', () => {
    expect(read(problem(500, { processed: 'unknown' }))).toMatchObject({ applied: 'no', code: 'T-UNAVAILABLE' });
  });
});

it('keeps the system’s own code, words, pointers and number of the call', () => {
  const errors = [{ pointer: '/operations/0/workCenter', code: 'X', message: 'is not known' }];
  expect(written(problem(422, { errors, correlationId: 'abc-1' }))).toEqual({
    code: 'B-MES-REJECTED',
    text: 'MES: because; /operations/0/workCenter: is not known',
    applied: 'no',
    upstream: {
      system: 'MES',
      status: 422,
      code: 'SOME',
      text: 'because; /operations/0/workCenter: is not known',
      transactionId: 'abc-1',
    },
  });
});

it('knows the codes of the product before any status', () => {
  expect(written(problem(409, { code: 'ORDER_STARTED' }))).toMatchObject({ code: 'B-ORDER-STARTED' });
  expect(written(problem(409, { code: 'toString' }))).toMatchObject({ code: 'B-MES-REJECTED' });
});

it('bounds what a system says of itself', () => {
  const { upstream } = written(
    problem(409, { code: 'C'.repeat(5_000), detail: 'd'.repeat(50_000), correlationId: 'i'.repeat(5_000) }),
  );
  expect(JSON.stringify(upstream).length).toBeLessThan(1_000);
});

it('takes a 404 without a code for the wrong address', () => {
  expect(written(reply(404, { title: 'Not Found', status: 404 }))).toMatchObject({ code: 'P-ENDPOINT', applied: 'no' });
  expect(written(reply(404, { status: 404, error: 'Not Found' }))).toMatchObject({ code: 'P-ENDPOINT', applied: 'no' });
  expect(written({ ...reply(404, undefined), text: '<html>' })).toMatchObject({ code: 'P-ENDPOINT', applied: 'no' });
});

it('judges by the status where the problem is not as agreed', () => {
  const odd = reply(500, { code: 7, detail: ['x'], processed: 'NO', errors: 'none', title: 'Oops' });
  expect(written(odd)).toMatchObject({ applied: 'maybe', code: 'U-IN-DOUBT', upstream: { text: 'Oops' } });
  expect(written(reply(409, [1, 2]))).toMatchObject({ applied: 'no', code: 'B-REJECTED' });
});

it('says when to come back', () => {
  expect(written({ ...problem(503), headers: { 'retry-after': '3' } })).toMatchObject({
    applied: 'no',
    retryAfterMs: 3_000,
  });
});

import { type Answer, checked, Refusal } from '../../../practice/rest-counterpart.js';
import { type Line, stagingBody } from './bodies.js';
import type { Stock } from './stock.js';

export interface StagingRequest {
  orderNo: string;
  version: string;
  status: 'REQUESTED' | 'PICKED' | 'STAGED' | 'CANCELLED';
  lines: Line[];
  /** Of the PUT that it stands by. */
  idempotencyKey: string;
  /** Everything that was taken from outside, the oldest first. */
  changes: { kind: 'PUT' | 'CANCEL'; key: string; version: string }[];
}

/** Requests to bring components to the line: from the bulk store, all lines of a request at once. */
export class Staging {
  readonly requests = new Map<string, StagingRequest>();
  readonly #stock: Stock;
  readonly #bulk: string;

  constructor(stock: Stock, bulk: string) {
    this.#stock = stock;
    this.#bulk = bulk;
  }

  /** @throws Error when there is none */
  known(orderNo: string): StagingRequest {
    const request = this.requests.get(orderNo);
    if (!request) throw new Error(`no staging request for ${orderNo}`);
    return request;
  }

  show(orderNo: string): Answer {
    return { status: 200, body: this.#find(orderNo) };
  }

  put(orderNo: string, content: unknown, key: string): Answer {
    const { version, lines } = checked(stagingBody, content);
    const before = this.requests.get(orderNo);
    if (before && before.version === version && before.status !== 'CANCELLED') {
      throw new Refusal(409, 'VERSION_OLD', `Version ${version} for ${orderNo} is known`, before);
    }
    if (before) refuseIfPicked(before);
    const changes = [...(before?.changes ?? []), { kind: 'PUT' as const, key, version }];
    const request: StagingRequest = { orderNo, version, status: 'REQUESTED', lines, idempotencyKey: key, changes };
    this.requests.set(orderNo, request);
    return { status: before ? 200 : 201, body: request };
  }

  cancel(orderNo: string, key: string): Answer {
    const request = this.#find(orderNo);
    refuseIfPicked(request);
    if (request.status !== 'CANCELLED') request.changes.push({ kind: 'CANCEL', key, version: request.version });
    request.status = 'CANCELLED';
    return { status: 200, body: request };
  }

  /** False when there is too little in the bulk store for all of it; then nothing is picked. */
  pick(orderNo: string): boolean {
    const request = this.known(orderNo);
    if (request.status !== 'REQUESTED') throw new Error(`staging for ${orderNo} is ${request.status}`);
    const wanted = request.lines.map(({ item, qty }) => ({ item, location: this.#bulk, quantity: qty.value }));
    if (!this.#stock.takeAll(wanted)) return false;
    request.status = 'PICKED';
    return true;
  }

  bringToLine(orderNo: string): StagingRequest {
    const request = this.known(orderNo);
    if (request.status !== 'PICKED') throw new Error(`staging for ${orderNo} is ${request.status}`);
    for (const { item, qty, location } of request.lines) this.#stock.put(item, location, qty.value);
    request.status = 'STAGED';
    return request;
  }

  #find(orderNo: string): StagingRequest {
    const request = this.requests.get(orderNo);
    if (!request) throw new Refusal(404, 'STAGING_UNKNOWN', `There is no staging request for ${orderNo}`);
    return request;
  }
}

function refuseIfPicked(request: StagingRequest): void {
  if (request.status === 'PICKED' || request.status === 'STAGED') {
    throw new Refusal(
      409,
      'PICKED',
      `Staging for ${request.orderNo} is ${request.status}: bring it back by return tasks`,
      {
        status: request.status,
        lines: request.lines,
      },
    );
  }
}

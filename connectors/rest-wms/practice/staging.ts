import { Decimal } from 'decimal.js';
import { type Answer, checked, Refusal } from '../../../practice/rest-counterpart.js';
import { type Line, stagingBody } from './bodies.js';
import type { Stock } from './stock.js';
import { isNewer } from './versions.js';

/** Components that were picked for an order. */
export interface BroughtLine extends Line {
  atLine: boolean;
}

export interface StagingRequest {
  orderNo: string;
  version: string;
  status: 'REQUESTED' | 'PICKED' | 'STAGED' | 'CANCELLED';
  lines: Line[];
  /** Everything picked for it so far; a later version that wants less leaves it where it is. */
  brought: BroughtLine[];
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

  /** A later version may come at any time: what it wants beyond what was picked is still to be picked. */
  put(orderNo: string, content: unknown, key: string): Answer {
    const { version, lines } = checked(stagingBody, content);
    const before = this.requests.get(orderNo);
    if (before) refuseIfOld(before, version);
    for (const { item, qty } of lines) this.#stock.measure(item, qty.uom);
    const changes = [...(before?.changes ?? []), { kind: 'PUT' as const, key, version }];
    const { brought = [] } = before ?? {};
    const request: StagingRequest = {
      ...{ orderNo, version, status: 'REQUESTED', lines, brought, idempotencyKey: key, changes },
    };
    request.status = standingOf(request);
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

  /** False when there is too little in the bulk store for all that is missing; then nothing is picked. */
  pick(orderNo: string): boolean {
    const request = this.known(orderNo);
    if (request.status !== 'REQUESTED') throw new Error(`staging for ${orderNo} is ${request.status}`);
    const missing = missingOf(request);
    const picks = missing.map(({ item, qty }) => ({
      ...{ item, quantity: qty.value, from: this.#bulk, reason: 'STAGING_PICK', document: orderNo },
    }));
    if (!this.#stock.moveAll(picks)) return false;
    request.brought.push(...missing.map((line) => ({ ...line, atLine: false })));
    request.status = standingOf(request);
    return true;
  }

  bringToLine(orderNo: string): StagingRequest {
    const request = this.known(orderNo);
    if (request.status !== 'PICKED') throw new Error(`staging for ${orderNo} is ${request.status}`);
    for (const line of request.brought.filter(({ atLine }) => !atLine)) {
      const { item, qty, location } = line;
      this.#stock.move({ item, quantity: qty.value, to: location, reason: 'STAGED', document: orderNo });
      line.atLine = true;
    }
    request.status = standingOf(request);
    return request;
  }

  #find(orderNo: string): StagingRequest {
    const request = this.requests.get(orderNo);
    if (!request) throw new Refusal(404, 'STAGING_UNKNOWN', `There is no staging request for ${orderNo}`);
    return request;
  }
}

/** What is asked for and not picked. */
function missingOf({ lines, brought }: StagingRequest): Line[] {
  return lines.flatMap((wanted) => {
    const { line, item, location, qty } = wanted;
    const picked = brought
      .filter((one) => one.line === line && one.item === item && one.location === location)
      .reduce((sum, one) => sum.plus(one.qty.value), new Decimal(0));
    const missing = new Decimal(qty.value).minus(picked);
    return missing.gt(0) ? [{ ...wanted, qty: { ...qty, value: missing.toFixed() } }] : [];
  });
}

function standingOf(request: StagingRequest): StagingRequest['status'] {
  if (missingOf(request).length > 0) return 'REQUESTED';
  return request.brought.every(({ atLine }) => atLine) ? 'STAGED' : 'PICKED';
}

function refuseIfOld(request: StagingRequest, version: string): void {
  const { orderNo, version: standing, status } = request;
  const free = status === 'CANCELLED' && version === standing;
  if (free || isNewer(version, standing)) return;
  const why = `Version ${standing} for ${orderNo} is known; ${version} is no later one`;
  throw new Refusal(409, 'VERSION_OLD', why, request);
}

function refuseIfPicked({ orderNo, status, lines, brought }: StagingRequest): void {
  if (brought.length === 0) return;
  const why = `Staging for ${orderNo} is ${status}, and material was picked: bring it back by return tasks`;
  throw new Refusal(409, 'PICKED', why, { status, lines, brought });
}

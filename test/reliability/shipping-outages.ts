import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { SalesPlant } from '../setup/sales.js';
import type { ShippingPosting } from './shipping-postings.js';

const OUTAGE_MS = 1_200;
const BEFORE_SEND = 'undici:request:create';

interface WireRequest {
  method: string;
  origin: string;
  path: string;
  body: unknown;
}

/** Each of these postings finds its system down in the moment in which it is sent for the first time. */
export function startOutages(plant: SalesPlant, postings: [string, ShippingPosting][]) {
  const left = new Map(postings);
  const down = new Map<string, Promise<void>>();

  async function beDown(system: ShippingPosting['system']): Promise<void> {
    const { standIn } = plant[system];
    await standIn.stop();
    await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
    await standIn.start();
    down.delete(system);
  }

  function sent(message: unknown): void {
    const { request } = message as { request: WireRequest };
    for (const [name, posting] of left) {
      if (!isIt(posting, request)) continue;
      left.delete(name);
      if (!down.has(posting.system)) down.set(posting.system, beDown(posting.system));
    }
  }

  subscribe(BEFORE_SEND, sent);
  return {
    missing: () => [...left.keys()],
    async end() {
      unsubscribe(BEFORE_SEND, sent);
      await Promise.all(down.values());
    },
  };
}

function isIt({ method, path, body }: ShippingPosting, request: WireRequest): boolean {
  const isThere = request.method === method && new RegExp(path).test(decodeURIComponent(request.path));
  return isThere && (body === undefined || textOf(request.body).includes(body));
}

const textOf = (body: unknown): string =>
  body instanceof Uint8Array ? Buffer.from(body).toString() : typeof body === 'string' ? body : '';

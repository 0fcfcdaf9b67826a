import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { PracticePlant } from '../practice/plant.js';

/** The five calls as they arrive: the connectors read definitions in two requests, and a status before and after. */
export const fiveCalls = [
  'SAP: read order',
  'MES: read definitions',
  'MES: read definitions',
  'WMS: stage',
  'MES: dispatch',
  'SAP: read order',
  'SAP: complete technically',
  'SAP: read order',
] as const;

const requests: [RegExp, string][] = [
  [/^GET .*\/A_ProductionOrder_2\('/, 'read order'],
  [/^GET \/definitions\/(boms|routings)\//, 'read definitions'],
  [/^PUT \/staging-requests\//, 'stage'],
  [/^PUT \/production-orders\//, 'dispatch'],
  [/^POST .*\/TechlyCmpltOrder\?/, 'complete technically'],
];
const ORDER = /(?<!\d)\d{7}(?!\d)/;

interface Arrived {
  what: string;
  /** As `performance.now()` tells it. */
  at: number;
}

/** Every request that reaches the stand-ins, which are the only servers of this process. */
export class Arrivals {
  readonly #byOrder = new Map<string, Arrived[]>();
  readonly #systems: Map<number, string>;
  readonly #listener = (message: unknown): void => this.#arrived((message as { request: IncomingMessage }).request);

  constructor({ sap, mes, wms }: PracticePlant) {
    const portOf = ({ url }: { url: string }): number => Number(new URL(url).port);
    this.#systems = new Map([
      [portOf(sap), 'SAP'],
      [portOf(mes.P100), 'MES'],
      [portOf(wms.P100), 'WMS'],
    ]);
    channel('http.server.request.start').subscribe(this.#listener);
  }

  /** When the order reached the MES. */
  dispatchedAt(orderNo: string): number | undefined {
    return this.#byOrder.get(orderNo)?.find(({ what }) => what === 'MES: dispatch')?.at;
  }

  of(orderNo: string): string[] {
    return (this.#byOrder.get(orderNo) ?? []).map(({ what }) => what);
  }

  stop(): void {
    channel('http.server.request.start').unsubscribe(this.#listener);
  }

  #arrived({ method, url = '', socket }: IncomingMessage): void {
    const at = performance.now();
    const system = this.#systems.get(socket.localPort ?? 0);
    const target = `${method} ${decodeURIComponent(url)}`;
    const [orderNo] = ORDER.exec(target) ?? [];
    // A session's token is fetched once for all orders.
    if (!system || !orderNo) return;
    const [, name = target] = requests.find(([pattern]) => pattern.test(target)) ?? [];
    const before = this.#byOrder.get(orderNo) ?? [];
    this.#byOrder.set(orderNo, [...before, { what: `${system}: ${name}`, at }]);
  }
}

import { subscribe } from 'node:diagnostics_channel';
import { existsSync, writeFileSync } from 'node:fs';

// A worker process like any other, but it ends as by a power cut at one moment of a request on the wire.

/** undici tells of a request before anything is written, when all of it is, and when the whole reply is there. */
const channels = {
  'before send': 'undici:request:create',
  'after send, before the reply': 'undici:request:bodySent',
  'after the reply, before completion': 'undici:request:trailers',
} as const;

export type Moment = keyof typeof channels;

export interface Strike {
  at: Moment;
  /** Regular expressions. */
  method: string;
  path: string;
  /** Stands in the path or the body. */
  text?: string;
  /** So many such requests are spared. */
  spared?: number;
  /** Written when it strikes; while it is there, nothing strikes. */
  marker: string;
}

interface WireRequest {
  method: string;
  path: string;
  body: Uint8Array | null;
}

for (const strike of JSON.parse(process.env['HEADRACE_STRIKES'] ?? '') as Strike[]) arm(strike);
await import('../../workers/main.js');

function arm(strike: Strike): void {
  let spared = strike.spared ?? 0;
  subscribe(channels[strike.at], (message) => {
    const { request } = message as { request: WireRequest };
    if (!matches(strike, request) || existsSync(strike.marker) || spared-- > 0) return;
    writeFileSync(strike.marker, `${request.method} ${request.path}`);
    process.kill(process.pid, 'SIGKILL');
  });
}

function matches({ method, path, text = '' }: Strike, request: WireRequest): boolean {
  if (!new RegExp(method).test(request.method) || !new RegExp(path).test(request.path)) return false;
  return `${decodeURIComponent(request.path)} ${Buffer.from(request.body ?? []).toString()}`.includes(text);
}

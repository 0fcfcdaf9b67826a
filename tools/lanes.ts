import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One check of the project: a command, and how much it looked at. A lane that looked at nothing has failed. */
export interface Lane {
  name: string;
  command: string;
  args: string[];
  environment?: Record<string, string>;
  /** Long ones show what they do while they do it. */
  live?: true;
  counts(output: string): Counts | Record<string, Counts>;
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface LaneResult {
  name: string;
  seconds: number;
  exitCode: number;
  output: string;
  parts: Record<string, Counts>;
}

const LIMIT_MS = 14 * 60_000;

export async function runLane(lane: Lane): Promise<LaneResult> {
  const started = Date.now();
  const { exitCode, output } = await run(lane);
  const seconds = (Date.now() - started) / 1_000;
  const counts = countsOf(lane, output);
  const parts = isCounts(counts) ? { [lane.name]: counts } : counts;
  return { name: lane.name, seconds, exitCode, output: lane.live ? '' : output, parts };
}

function run({ command, args, environment, live }: Lane): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
      env: { ...process.env, ...environment },
      timeout: LIMIT_MS,
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) => resolve({ exitCode: 1, output: error.message }));
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output }));
  });
}

function countsOf(lane: Lane, output: string): Counts | Record<string, Counts> {
  try {
    return lane.counts(output);
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const isCounts = (counts: Counts | Record<string, Counts>): counts is Counts => typeof counts.passed === 'number';

/** How many things a tool says that it looked at. */
export const looked =
  (pattern: RegExp) =>
  (output: string): Counts => ({ passed: Number(pattern.exec(output)?.[1] ?? 0), failed: 0, skipped: 0 });

/** Vitest's JSON report, by the folder in test/. */
export function testCounts(report: string): Record<string, Counts> {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { name: string; status: string; assertionResults: { status: string }[] }[];
  };
  const parts: Record<string, Counts> = {};
  for (const { name, status, assertionResults } of testResults) {
    const folder = `test/${/[\\/]test[\\/]([^\\/]+)/.exec(name)?.[1] ?? '?'}`;
    const part = (parts[folder] ??= { passed: 0, failed: 0, skipped: 0 });
    for (const { status: outcome } of assertionResults) {
      part[outcome === 'passed' ? 'passed' : outcome === 'failed' ? 'failed' : 'skipped'] += 1;
    }
    // A file that could not even be loaded.
    if (status === 'failed' && !assertionResults.some((one) => one.status === 'failed')) part.failed += 1;
  }
  return parts;
}

import { request, type RequestOptions, type Response } from '@boxoffice/testing';

/**
 * Asks again for as long as the answer is BUSY, as a client does: on a slow machine, a crowd waits longer than
 * the API lets anyone wait.
 */
export async function untilServed<Body>(
  url: string,
  options: RequestOptions,
): Promise<Response<Body>> {
  for (;;) {
    const answer = await request<Body>(url, options);
    if (answer.status !== 503 || !isBusy(answer.body)) return answer;
  }
}

function isBusy(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'BUSY';
}

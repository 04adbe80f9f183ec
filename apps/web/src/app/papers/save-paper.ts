import { HttpErrorResponse, type HttpClient } from '@angular/common/http';
import { firstValueFrom } from 'rxjs';
import { saveAsFile } from '../design/save-as-file';

/** Reads a PDF or an e-invoice, which needs proof of who asks, and hands it over as a file. */
export async function savePaper(http: HttpClient, url: string, name: string): Promise<void> {
  try {
    const paper = await firstValueFrom(http.get(url, { responseType: 'blob' }));
    saveAsFile(url.endsWith('.xml') ? `${name}.xml` : `${name}.pdf`, paper);
  } catch (error) {
    throw await withReason(error);
  }
}

/** Why it failed, which comes as a file as well. */
async function withReason(error: unknown): Promise<unknown> {
  if (!(error instanceof HttpErrorResponse) || !(error.error instanceof Blob)) return error;
  const text = await error.error.text();
  try {
    const body: unknown = JSON.parse(text);
    return new HttpErrorResponse({ error: body, status: error.status });
  } catch {
    return error;
  }
}

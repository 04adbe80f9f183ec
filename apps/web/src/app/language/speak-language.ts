import type { HttpInterceptorFn } from '@angular/common/http';
import { API } from '../api/api-url';
import { pageLocale } from './page-language';

/**
 * Says with whatever is sent which language the page is in: mails that follow from it are written in that one.
 * What is only read is the same in every language, and caches keep it.
 */
export const speakLanguage: HttpInterceptorFn = (request, next) =>
  request.method === 'GET' || !request.url.startsWith(`${API}/`)
    ? next(request)
    : next(request.clone({ setHeaders: { 'Accept-Language': pageLocale() } }));

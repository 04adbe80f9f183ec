import { pageLanguage } from './page-language';

/**
 * Loads the texts that only pages of staff show, beside the routes of those pages. Buyers don't load them: the
 * workspace alone has more texts than all their pages.
 *
 * @param routes loads the routes
 */
export async function withStaffTexts<T>(routes: () => Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([routes(), useStaffTexts()]);
  return loaded;
}

async function useStaffTexts(): Promise<void> {
  if (pageLanguage() !== 'de') return;
  const [{ addGerman }, { default: texts }] = await Promise.all([
    import('../../locale/german'),
    import('../../locale/de.staff.json'),
  ]);
  addGerman(texts);
}

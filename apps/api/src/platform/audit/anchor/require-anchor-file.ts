import { appendFile } from 'node:fs/promises';
import type { Settings } from '../../config/settings.js';
import { SettingsError } from '../../config/settings-error.js';

/** Of the file of anchors: others may read it, and only this user adds to it. */
export const ANCHOR_FILE_MODE = 0o644;

/**
 * Makes sure that anchors can be written, before anything is sold: nobody would read the warnings until the day
 * when the file is needed.
 *
 * @throws SettingsError where the file of AUDIT_ANCHOR_FILE can be neither made nor added to
 */
export async function requireAnchorFile({ AUDIT_ANCHOR_FILE }: Settings): Promise<void> {
  if (AUDIT_ANCHOR_FILE === undefined) return;
  try {
    await appendFile(AUDIT_ANCHOR_FILE, '', { mode: ANCHOR_FILE_MODE });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsError(
      `AUDIT_ANCHOR_FILE names ${AUDIT_ANCHOR_FILE}, which cannot be written (${code ?? 'unknown'}).`,
    );
  }
}

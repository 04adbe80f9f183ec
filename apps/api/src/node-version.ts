/** The oldest Node that everything here, and the packages beneath, run on. */
const OLDEST_NODE = '22.22.0';

/** Ends the process with one sentence where Node is too old, instead of a failure somewhere within. */
export function requireNode(version = process.versions.node): void {
  if (version.localeCompare(OLDEST_NODE, 'en', { numeric: true }) >= 0) return;
  process.stderr.write(
    `Boxoffice needs Node ${OLDEST_NODE} or newer, and this is ${version}: start it with a newer one.\n`,
  );
  process.exit(1);
}

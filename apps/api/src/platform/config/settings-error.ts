/** The settings cannot be used. Its message is one sentence for whoever started the process. */
export class SettingsError extends Error {}

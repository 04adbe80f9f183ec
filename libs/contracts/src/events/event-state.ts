/**
 * A draft is seen by its organisation alone; tickets are sold while an event is published; a paused one is shown, and
 * sells nothing. That an event has ended follows from the clock; a cancelled one stays cancelled.
 */
export const EVENT_STATES = ['draft', 'published', 'paused', 'cancelled', 'ended'] as const;

export type EventState = (typeof EVENT_STATES)[number];

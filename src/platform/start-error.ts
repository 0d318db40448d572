/** Cairn cannot run like this; the message is one line for whoever starts it, and names what to change. */
export class StartError extends Error {}

/** A setting that cannot be used; the message names it. */
export class SettingError extends StartError {}

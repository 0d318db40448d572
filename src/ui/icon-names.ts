/** Every icon of the interface, from lucide; the sprite is built from this list. */
export const lucideIcons = [
  'arrow-left',
  'arrow-right',
  'bell',
  'bold',
  'check',
  'circle-alert',
  'code',
  'ellipsis',
  'flag',
  'heading',
  'history',
  'italic',
  'link',
  'list',
  'list-checks',
  'list-ordered',
  'lock',
  'log-out',
  'mail',
  'message-circle-question-mark',
  'message-square',
  'pencil',
  'picture-in-picture-2',
  'play',
  'quote',
  'search',
  'settings',
  'shield',
  'thumbs-down',
  'thumbs-up',
  'trash-2',
  'undo-2',
] as const;

/** Drawn by us, in drawn-icons.svg. */
export const drawnIcons = ['mask'] as const;

export type IconName = (typeof lucideIcons)[number] | (typeof drawnIcons)[number];

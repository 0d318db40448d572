/** What a page may know of the person who looks at it: enough for the header, nothing that names them. */
export type Viewer = {
  initials: string;
  unread: number;
  role: 'member' | 'moderator' | 'admin';
};

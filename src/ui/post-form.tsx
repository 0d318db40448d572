import type { ComponentChildren, JSX } from 'preact';

export type PostFormProps = {
  action: string;
  id?: string;
  class?: string;
  /** The id of the element that the answer replaces when a script is there. The answer carries the same id. */
  enhance?: string;
  /** Shows the pressed state at once, and takes it back when the server refuses. For votes and follows. */
  optimistic?: boolean;
  /** What it changes is signed without a name. */
  masked?: boolean;
  /** It has a file field. */
  upload?: boolean;
  children: ComponentChildren;
};

/** A real form that works alone. The server words what is wrong, so the browser's own checks are off. */
export function PostForm(props: PostFormProps): JSX.Element {
  const { action, id, enhance, optimistic, masked, upload, children } = props;
  return (
    <form
      method="post"
      action={action}
      id={id}
      class={props.class}
      encType={upload ? 'multipart/form-data' : undefined}
      noValidate
      data-enhance={enhance && `#${enhance}`}
      data-masked={masked ? '' : undefined}
      data-optimistic={optimistic ? '' : undefined}
    >
      {children}
    </form>
  );
}

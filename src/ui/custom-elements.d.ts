import type { HTMLAttributes } from 'preact';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'signing-end': { id: string };
      'markdown-field': HTMLAttributes<HTMLElement> & { action: string };
      'markdown-toolbar': HTMLAttributes<HTMLElement> & { for: string };
      'md-bold': HTMLAttributes<HTMLElement>;
      'md-italic': HTMLAttributes<HTMLElement>;
      'md-header': HTMLAttributes<HTMLElement>;
      'md-quote': HTMLAttributes<HTMLElement>;
      'md-code': HTMLAttributes<HTMLElement>;
      'md-link': HTMLAttributes<HTMLElement>;
      'md-unordered-list': HTMLAttributes<HTMLElement>;
      'md-ordered-list': HTMLAttributes<HTMLElement>;
      'md-task-list': HTMLAttributes<HTMLElement>;
      'topic-picker': HTMLAttributes<HTMLElement> & { suggest: string; max?: number };
      'similar-questions': HTMLAttributes<HTMLElement> & { action: string; for: string };
      'passkey-form': HTMLAttributes<HTMLElement> & { ceremony: 'make' | 'use'; challenge: string };
      'video-upload': HTMLAttributes<HTMLElement> & { 'data-uploads': string; 'data-arrived': string };
      'video-progress': HTMLAttributes<HTMLElement>;
      'draft-saver': HTMLAttributes<HTMLElement> & { action: string; kind: string; on?: string | undefined };
    }
  }
}

const names = new Intl.DisplayNames('en', { type: 'language' });

/** "Brazilian Portuguese" for pt-BR; the code itself where nobody knows it. */
export function languageName(lang: string): string {
  try {
    return names.of(lang) ?? lang;
  } catch (error) {
    if (error instanceof RangeError) return lang;
    throw error;
  }
}

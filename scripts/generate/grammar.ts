import { fileURLToPath } from 'node:url';
import { generate as generateLanguage } from 'langium-cli';

/** The parser's tables and the syntax tree's types from language/lithe.langium, and the TextMate grammar. */
export async function generate(): Promise<void> {
  const file = fileURLToPath(new URL('../../langium-config.json', import.meta.url));
  const log = console.log;
  // Langium's generator tells its progress on stdout, which belongs to whoever called.
  console.log = () => {};
  try {
    if (!(await generateLanguage({ file, mode: 'production' })))
      throw new Error('language/lithe.langium has errors: see above');
  } finally {
    console.log = log;
  }
}

/** A piece of Lithe in Markdown. */
export function code(text: string): string {
  return `\`\`\`lithe\n${text}\n\`\`\``;
}

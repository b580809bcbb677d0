/** What the page of a front may load, and nothing else. */
interface PageSources {
  /** VS Code's origin for files of the extension, as in `webview.cspSource`. */
  readonly origin: string;
  readonly script: string;
  readonly style: string;
  /** Fresh for every page. */
  readonly nonce: string;
}

/** The page that the webview starts from: no inline code, no inline style, no remote origin. */
export function frontPage({ origin, script, style, nonce }: PageSources): string {
  const policy = [`default-src 'none'`, `style-src ${origin}`, `script-src 'nonce-${nonce}'`].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Front</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

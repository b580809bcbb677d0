import * as vscode from 'vscode';

const example = `/// A small network for images, elastic in depth and width.
supernet Small {
  input image: image[3, 32, 32]

  elastic width in [32, 48, 64]
  stem: { conv(width, kernel: 3); batchnorm; relu }

  elastic depth in 1..3
  layer: repeat depth {
    elastic kernel in [3, 5]
    residual { conv(width, kernel: kernel); batchnorm; relu }
  }

  global_pool
  classifier: linear(10)
}
`;

/** A new document that holds a small super-network, to be changed. */
export async function newSuperNetwork(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'lithe', content: example });
  await vscode.window.showTextDocument(document);
}

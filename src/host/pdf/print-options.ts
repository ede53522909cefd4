/** How Electron prints a page: A4 by the page's own style, tagged and with an outline where its Chromium can. */
export const printOptions = {
  printBackground: true,
  preferCSSPageSize: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
} as const;

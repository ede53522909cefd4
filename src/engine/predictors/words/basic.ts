/** What BERT does to a text before it looks pieces up (Devlin et al., arXiv 1810.04805; `BasicTokenizer` of its release). */

const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/u;
/** Written without blanks between words: every sign stands by itself. */
const IDEOGRAPH = /[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{2A6DF}\u{2A700}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\uFFFD]/u;

/** One word of a text, taken apart at signs. */
export function basicTokens(word: string, lowercase: boolean): readonly string[] {
  const tokens: string[] = [];
  let open = '';
  const close = (): void => {
    if (open !== '') tokens.push(open);
    open = '';
  };
  for (const sign of lowercase ? plain(word) : word) {
    if (/\s/u.test(sign)) close();
    else if (INVISIBLE.test(sign)) continue;
    else if (PUNCTUATION.test(sign) || IDEOGRAPH.test(sign)) {
      close();
      tokens.push(sign);
    } else open += sign;
  }
  close();
  return tokens;
}

/** Small letters without accents. */
function plain(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '');
}

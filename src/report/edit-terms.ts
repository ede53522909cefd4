/** Terms of attacks on the words of a text. */
export const editTerms = {
  hotflip: {
    term: 'HotFlip',
    meaning:
      'Puts other words of the model’s vocabulary in the place of words: the gradient says which substitution should hurt most, and the best of these are tried.',
    direction: 'more words, candidates and a wider beam make the attack stronger',
    beware: 'A word put in may itself speak for another class; only where deciding words are known can that be told.',
  },
  misspell: {
    term: 'Misspelling',
    meaning:
      'Swaps, leaves out, adds or changes letters inside the words that matter most, as found by hiding each word. It sees the scores, no gradients.',
    direction: 'more letters and tries make the attack stronger',
    beware:
      'A model that reads whole words does not know a misspelt one: one letter may be as good as leaving the word out.',
  },
  edit: {
    term: 'Edit (edits)',
    meaning:
      'One word put in the place of another, or one letter added, left out, changed, or swapped with the next; counted by comparing the texts.',
    direction: 'more edits to break an answer is better for the model',
    beware: 'Edits of words and of letters are no same thing and are never added up.',
  },
} as const;

/** One of the questions that a study is asked first, answered in a line. */
export interface ShortAnswer {
  readonly question: string;
  readonly answer: string;
}

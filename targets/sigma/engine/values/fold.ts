/**
 * Sigma compares text without regard to case and does not say how far that goes. Only the letters A to Z are folded, as the
 * search engines behind Sigma agree on no more than those (SQLite's NOCASE stops there).
 */
export const foldCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * Most members that a contact sheet shows of a family, the most typical first, and most families: nobody looks through a
 * larger picture.
 */
export const [MOST_MEMBERS, MOST_FAMILIES] = [10, 40]

package org.permanence.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The valid word that is closest to a misspelled one.
public final class Suggestion {

    private static final int MAX_LENGTH = 60;

    private Suggestion() {}

    static Optional<String> closest(String word, Collection<String> valid) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return valid.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// `fr, en; did you mean fr?`
    public static String among(String word, Collection<String> valid) {
        String all = valid.isEmpty() ? "none is declared" : String.join(", ", valid);
        return all
                + closest(word, valid)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    /// Number of edits between two words. Swapping two neighbouring letters is one edit (optimal string alignment).
    static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int cheapest(int[][] edits, String a, String b, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
